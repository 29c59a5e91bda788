import type { Answer } from '../answers/answer.ts';
import type { Address } from './address.ts';

/** A message that is to be seen: posted first, edited when it is said again under the same key. */
export interface OutgoingMessage {
  /** Unique to the message: saying it again with another answer edits what was posted. */
  readonly key: string;
  readonly to: Address;
  readonly answer: Answer;
  /** When it is no longer worth saying; not said at all after that. */
  readonly notAfter?: Date;
}

/** Hears of a message that reaches nobody, and why, as a sentence. After a crash it may hear of the same one again. */
export type GivenUpHandler = (key: string, reason: string) => Promise<void>;

/** Says what is unasked or comes later. Once `say` resolves, the message survives a crash. */
export interface Outbox {
  readonly say: (message: OutgoingMessage) => Promise<void>;
  /** Names who is told of given-up messages whose keys start so, such as `page:`. */
  readonly onGivenUp: (keyPrefix: string, handler: GivenUpHandler) => void;
}

/** A message as stored. `wanted` counts what was said under its key, `shown` the last of those that was delivered. */
export interface StoredMessage {
  readonly key: string;
  readonly to: Address;
  readonly answer: Answer;
  readonly notAfter: Date | undefined;
  readonly wanted: number;
  readonly shown: number;
  /** What the surface returned from posting: enough to edit it. */
  readonly posted: string | undefined;
  readonly attempts: number;
}

/** What core/messages asks of the store. */
export interface MessageStore {
  /** Adds the message, or replaces answer and `notAfter` of the one with its key and counts `wanted` up. */
  readonly put: (message: OutgoingMessage, now: Date) => Promise<void>;
  /**
   * Leases up to `limit` messages that are wanted but not shown and whose time has come, oldest first.
   * No other instance gets them before `leaseUntil`.
   */
  readonly lease: (now: Date, leaseUntil: Date, limit: number) => Promise<readonly StoredMessage[]>;
  /** Records a delivery of the `wanted` count that was leased; ends the lease. What is said next is due at `nextAt`. */
  readonly delivered: (key: string, wanted: number, posted: string, nextAt: Date) => Promise<void>;
  /** Ends the lease; tries again at `dueAt`. */
  readonly postponed: (key: string, dueAt: Date, reason: string) => Promise<void>;
  /** Ends the lease as if it had not been: the attempt does not count. Due again at `dueAt`. */
  readonly putOff: (key: string, dueAt: Date, reason: string) => Promise<void>;
  /** Gives up the `wanted` count that was leased, keeping the reason; ends the lease. What was said since stays wanted. */
  readonly abandoned: (key: string, wanted: number, reason: string) => Promise<void>;
  /** Deletes what was delivered or given up before that moment. */
  readonly prune: (before: Date) => Promise<void>;
}
