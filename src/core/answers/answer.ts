import type { Form, RawValues } from '../forms/form.ts';
import type { Picture } from './picture.ts';

/** A value that a command takes: from a form, a button, or the words of a question. */
export type Value = string | number | boolean | readonly string[];
/** Values by name. */
export type Values = Readonly<Record<string, Value>>;

/** A piece of a line. No text in it is markup: each surface escapes it. */
export type Span =
  | string
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | PersonSpan;

/** A person, by name; a surface where they have an account may show that, and notifies them only if told to. */
export interface PersonSpan {
  readonly kind: 'person';
  readonly name: string;
  /** The person's id by surface, such as `{ slack: 'U024BE7LH' }`. */
  readonly accounts: Readonly<Record<string, string>>;
  readonly notify: boolean;
}

/** One line of text: one span or several. It holds no line break. */
export type Line = Span | readonly Span[];

/** What pressing a button, or submitting a form, asks for: a command and its values. */
export interface Press {
  readonly command: string;
  readonly values: Values;
  /**
   * Where its answer is seen, if not beside the message and by whoever pressed it alone: `in-place` of that message;
   * `in-thread`, below it by all who see that, where the surface has threads; or `by-everyone` in the conversation.
   */
  readonly seen?: 'in-place' | 'in-thread' | 'by-everyone';
}

/** A button: it opens an address or asks for a command. */
export type Button = { readonly label: string; readonly url: string } | PressButton;

/** A button that asks for a command. */
export interface PressButton {
  readonly label: string;
  readonly press: Press;
  readonly style?: 'primary' | 'danger';
}

/** One thing, described. */
export interface Card {
  readonly kind: 'card';
  readonly title: Line;
  readonly lines: readonly Line[];
  readonly fields: readonly { readonly label: string; readonly value: Line }[];
  readonly picture?: Picture;
  readonly buttons: readonly Button[];
}

/** Several things, a line or two each; where there are many, each page of them shows the buttons of its first few. */
export interface List {
  readonly kind: 'list';
  readonly title: Line;
  readonly items: readonly { readonly title: Line; readonly detail?: Line; readonly button?: PressButton }[];
  /** How many there are beyond `items`. */
  readonly omitted: number;
  readonly buttons: readonly Button[];
}

/** A question back: the person chooses what they meant. */
export interface Choice {
  readonly kind: 'choice';
  readonly question: Line;
  readonly options: readonly { readonly label: string; readonly detail?: string; readonly press: Press }[];
}

/** A form to fill. `submit` asks for the form as well; what was filled in is added to its values. */
export interface FormAnswer {
  readonly kind: 'form';
  readonly form: Form;
  /** What it is filled with already. */
  readonly values?: RawValues;
  readonly submit: Press;
  /** What its review offers to look at first: a command that reads, which gets what was filled in too. */
  readonly preview?: PressButton;
}

/** Where a piece of work stands. */
export type ProgressStatus = 'waiting' | 'running' | 'done' | 'skipped' | 'failed';

/** Work with steps, as it stands now; said again as it goes on. */
export interface Progress {
  readonly kind: 'progress';
  readonly title: Line;
  readonly status: ProgressStatus;
  readonly steps: readonly { readonly name: string; readonly status: ProgressStatus; readonly detail?: Line }[];
  readonly lines: readonly Line[];
  readonly buttons: readonly Button[];
}

/** A "no", with its reason and the remedy. */
export interface RefusalAnswer {
  readonly kind: 'refusal';
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** What a command returns. Data: each surface renders it in its own way. */
export type Answer = Card | List | Choice | FormAnswer | Progress | RefusalAnswer;

/** What stands with an answer in its message, beside what the answer itself says. */
export interface Frame {
  /** A small line below it: which page it is, who shared it. */
  readonly note?: Line;
  /** They come after its own. */
  readonly buttons: readonly Button[];
}

/** An answer, or a page of one, as a message shows it. */
export interface ShownAnswer extends Frame {
  readonly answer: Answer;
}
