import type { Thread } from './spoken-of.ts';
import type { Answer, FormAnswer, Frame, Press, ShownAnswer } from '../answers/answer.ts';
import type { Room } from '../answers/room.ts';
import type { FieldProblem, Form, Option, Page, RawValues } from '../forms/form.ts';
import type { ReviewPart } from '../forms/review-form.ts';
import type { Asker } from '../identity/asker.ts';
import type { Address } from '../messages/address.ts';
import type { Command } from './command.ts';

/** What somebody said to the bot, as a surface read it. `id` is the platform's, the same when it is sent again. */
export type Said = { readonly id: string; readonly asker: Asker; readonly address: Address } & (
  | { readonly kind: 'sentence'; readonly text: string }
  /** A command with the rest of its line. */
  | { readonly kind: 'command'; readonly command: string; readonly text: string }
  /** A button, an option, or a command whose values are apart already. */
  | { readonly kind: 'press'; readonly press: Press }
);

/**
 * What becomes of it. `reply`: acknowledge, call `answer`, render what it resolves to (it never rejects).
 * `kept`: it is a row by now; acknowledge, and the answer comes through the outbox by itself.
 */
export type Taken =
  | { readonly kind: 'reply'; readonly command: string | undefined; readonly answer: () => Promise<Answered> }
  | { readonly kind: 'kept'; readonly command: string };

/** An answer with what it is about. Refusals and faults are answers too. */
export interface Answered {
  readonly command: string | undefined;
  readonly subject: string | undefined;
  readonly answer: Answer;
  readonly frame?: Frame;
  readonly isForEveryone?: true;
}

/** A form that is being filled. */
interface FilledForm {
  /** At most 40 characters, so that it fits every platform's ids. */
  readonly id: string;
  /** As the values so far make it. */
  readonly form: Form;
  /** What was given so far, to fill fields with again. Of a secret it says only that there is one: it is sealed. */
  readonly values: RawValues;
  /** Counts the changes of it. */
  readonly revision: number;
}

/** What a person saw of a form, which may have gone on since, in another window or by another press. */
export interface SeenDraft {
  /** The page, or the review. */
  readonly pageId: string;
  readonly revision: number;
}

/** A form that was asked for: `wasBegun` where it was left before, and goes on. */
export interface TakenUp {
  readonly draft: Draft;
  readonly wasBegun: boolean;
}

/** One page of a form that is being filled. */
export interface PageDraft extends FilledForm {
  readonly at: 'page';
  readonly page: Page;
  /** Which of how many pages that follow one another it is, counted from 1: of a thing of a list, of its own pages. */
  readonly number: number;
  readonly count: number;
}

/** A form whose pages are filled: what was given is to be looked at before anything is done. */
export interface ReviewDraft extends FilledForm {
  readonly at: 'review';
  readonly parts: readonly ReviewPart[];
  /** What the button says that `previewForm` is for, where there is one. */
  readonly previewLabel?: string;
}

export type Draft = PageDraft | ReviewDraft;

/**
 * Where to go from a page without submitting it, keeping what was given: `stay` has fields come and go as the answers
 * are now; `add`, `edit` and `remove` change what a field of many things lists; `restart` forgets what was given.
 */
export type PageTurn =
  | { readonly kind: 'stay' }
  | { readonly kind: 'back' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'add'; readonly field: string }
  | { readonly kind: 'edit'; readonly field: string; readonly item: string }
  | { readonly kind: 'remove'; readonly field: string; readonly item: string };

/** What becomes of a submitted page; the next one may be the same, where its answers bring up more to ask. */
export type PageTaken =
  | { readonly kind: 'problems'; readonly draft: Draft; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'next-page'; readonly draft: Draft }
  /** All of it is in and is a row by now: the answer comes through the outbox. */
  | { readonly kind: 'kept' }
  /** All of it is in, and asks for nothing but an answer. It never rejects. */
  | { readonly kind: 'reply'; readonly answer: () => Promise<Answered> }
  /** There is no such draft (any more). */
  | { readonly kind: 'gone'; readonly answer: Answer }
  /** Something failed, as the answer says; the draft can be submitted again. */
  | { readonly kind: 'failed'; readonly answer: Answer };

/** What core does for a surface. Everything but `take` on a sentence that reads is one row at most. */
export interface Conversation {
  /** The command table, in the order of the help. */
  readonly commands: () => readonly Command[];
  /** Decides what was meant and, if it changes something, keeps it; bounded to a second. */
  readonly take: (said: Said) => Promise<Taken>;
  /**
   * Says under which message an answer stands: what is asked in the thread of it goes on from what it is about.
   * It never rejects.
   * @param subject a ref
   */
  readonly beginThread: (thread: Thread, subject: string) => Promise<void>;
  /**
   * An answer as one message shows it: where it has no room as a whole, its first page with a button to the next.
   * @param frame what stands with it
   */
  readonly firstPage: (answer: Answer, room: Room, frame?: Frame) => Promise<ShownAnswer>;
  /**
   * Has an answer said through the outbox that the platform, out of reach, did not take; after a few minutes it is of no
   * use any more, and is not said at all.
   */
  readonly sayLater: (said: Said, answer: Answer) => Promise<void>;
  /** Options for a field or parameter while the person types; at most `limit`. */
  readonly lookUp: (
    name: string,
    query: string,
    filter: string,
    asker: Asker,
    limit: number,
  ) => Promise<readonly Option[]>;
  /** Starts filling a form: what a surface shows is the draft's page. */
  readonly openForm: (answer: FormAnswer, asker: Asker, address: Address) => Promise<Draft>;
  /** The draft as it stands, for a surface whose own state was lost. */
  readonly draft: (draftId: string, asker: Asker) => Promise<Draft | undefined>;
  /** Goes on with the form that the asker was asked in the same way and did not submit; else starts to fill it. */
  readonly takeUpForm: (answer: FormAnswer, asker: Asker, address: Address) => Promise<TakenUp>;
  /**
   * Takes the values of the page that was seen; from the review on, the whole form.
   * @param seen the draft's current page where it is left out, for a surface that has just read it
   */
  readonly submitPage: (draftId: string, asker: Asker, values: RawValues, seen?: SeenDraft) => Promise<PageTaken>;
  /** What the review of a form offers to look at; the form stays as it is. It never rejects. */
  readonly previewForm: (draftId: string, asker: Asker) => Promise<Answered>;
  /** Leaves the page that was seen, or has it as the values make it. */
  readonly turnPage: (
    draftId: string,
    asker: Asker,
    values: RawValues,
    turn: PageTurn,
    seen?: SeenDraft,
  ) => Promise<Draft | undefined>;
}
