import type { Answer, Frame, Press, Values } from '../answers/answer.ts';
import type { FieldProblem, Form, RawValues } from '../forms/form.ts';
import type { Asker } from '../identity/asker.ts';
import type { Address } from '../messages/address.ts';

/** A word or a phrase that a command takes. The last one of a command takes the rest of the line. */
export interface Parameter {
  /** Lower case, at most 32 characters (Discord's limit for an option's name). */
  readonly name: string;
  /** At most 100 characters (Discord's limit). */
  readonly description: string;
  readonly isRequired: boolean;
  /** The lookup whose options are offered while the person types, and what narrows it. */
  readonly lookup?: { readonly name: string; readonly filter: string };
  /** It names what the question is about: left out, or said as "it", it is what the conversation last spoke of. */
  readonly isSubject?: true;
  /**
   * Where its values are names that are known: the words at the beginning of a line that are one, as they stand there;
   * undefined where none are. What follows them in a line is the next parameter's.
   */
  readonly nameAtStart?: (line: string) => string | undefined;
}

/** The words of a sentence that fitted a phrase's named groups. */
export type Groups = Readonly<Record<string, string>>;

/**
 * A way to ask for a command, matched against the text without mention, final question mark and courtesies. Named groups
 * are values by parameter name, unless `values` makes the values of them.
 */
export type Phrase = RegExp | { readonly pattern: RegExp; readonly values: (groups: Groups) => Values };

/** A message that something is asked about, as the values of an invocation. */
export type QuotedMessage = {
  /** All that it says, also in what is attached to it, without a platform's markup. */
  readonly text: string;
  /** Where people read it. */
  readonly link: string;
};

/** One time that somebody asks for a command. */
export interface Invocation {
  /** Unique, and the same when the same event is taken up again after a crash. */
  readonly id: string;
  readonly command: string;
  readonly values: Values;
  readonly asker: Asker;
  /** Its values are those of a form that was filled, though it be left empty. */
  readonly fromForm?: true;
  /** As the button asked that led to it. */
  readonly seen?: Press['seen'];
  /** Where it was asked, and so where its answer, and what follows it, goes. */
  readonly address: Address;
}

/** A form that is being filled, as its command sees it. */
export interface FormSoFar {
  /** The values of the press that the form is submitted with. */
  readonly submit: Values;
  readonly values: RawValues;
  readonly asker: Asker;
}

/** For whom questions are suggested. */
export interface SuggestedTo {
  /** The ref of who they are in the catalog, where that is known. */
  readonly user: string | undefined;
  /** The ref of what the place that they look at is bound to. */
  readonly subject: string | undefined;
}

/** What a command came to. */
export interface Reply {
  readonly answer: Answer;
  /** The ref of the entity that the question is about, where one fits. */
  readonly subject?: string;
  /** What stands with it, where it says so itself. */
  readonly frame?: Frame;
  /** Seen by all who are where it was asked, though it was asked by a command that answers one person. */
  readonly isForEveryone?: true;
}

/** One row of the command table: slash commands, phrases, help and manifests are all made from it. */
export interface Command {
  /** Lower case with hyphens, at most 32 characters, such as `who-owns`. */
  readonly name: string;
  /** What it does, at most 100 characters (Discord's limit for a description). */
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  /** Whole questions, as a person would put them to the bot. */
  readonly examples: readonly string[];
  /** A question of it about something that is there now, from memory: it is shown before the `examples`. */
  readonly example?: () => string | undefined;
  /** What it is asked for with in a sentence. */
  readonly phrases: readonly Phrase[];
  /** The parameter that a sentence no phrase fits is tried as; at most one command has it. */
  readonly catchAll?: string;
  /**
   * `changes`: it has an effect outside its answer. When all its values are given, its invocation is a row before it
   * is acknowledged, and it may be run twice after a crash, with the same invocation id.
   */
  readonly effect: 'reads' | 'changes';
  /**
   * True where this invocation only asks a question back, such as which form to fill: then it is answered like a
   * command that reads. Called only for one that `changes`.
   */
  readonly isQuestion?: (invocation: Invocation) => boolean;
  /** Not typed by anybody: not in the help, nor among the slash commands. */
  readonly isHidden?: true;
  /**
   * What it is called where it is offered to be asked for without words: among a platform's shortcuts, on somebody's
   * home and below the help. Starts with a verb.
   */
  readonly shortcut?: string;
  /** Its answer to these values is a part of everybody's home: about what is theirs. */
  readonly home?: Values;
  /** A question of it that is worth suggesting to somebody; undefined where there is none for them. */
  readonly question?: (to: SuggestedTo) => Promise<string | undefined>;
  /**
   * What it is called in the menu of a message, at most 32 characters (Discord's limit). Asked for there, its values are
   * those of a {@link QuotedMessage}.
   */
  readonly messageAction?: string;
  /** Whether the asker may do it at all: who may not is not told of it in the help. Left out, everyone may. */
  readonly isFor?: (asker: Asker) => Promise<boolean>;
  /**
   * Its form as the values so far make it, from memory; left out where the form stays as it was opened.
   * @throws Refusal where it can't be asked any more
   */
  readonly form?: (soFar: FormSoFar) => Promise<Form>;
  /**
   * Checks submitted values before they are acknowledged: from memory, or for a second at most. An empty list lets them
   * pass.
   */
  readonly check?: (invocation: Invocation) => readonly FieldProblem[] | Promise<readonly FieldProblem[]>;
  /** @throws Refusal where the answer is "no" */
  readonly run: (invocation: Invocation) => Promise<Reply>;
}
