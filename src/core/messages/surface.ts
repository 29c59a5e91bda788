import type { Answer } from '../answers/answer.ts';
import type { Address } from './address.ts';

/** What a surface knows of a person. */
export interface Profile {
  readonly name: string;
  readonly email?: string;
}

/** A chat platform, as core sees it. */
export interface Surface {
  /** Its id, such as `slack`: the `surface` of askers and addresses. */
  readonly id: string;
  /** The annotation on a catalog user that holds the person's id here, such as `slack.com/user-id`. */
  readonly userAnnotation: string;
  /** Whether everyone here may do what administrators may: true only where people are make-believe. */
  readonly everyoneIsAdministrator: boolean;
  /**
   * Posts a message.
   * @returns what `edit` needs, as text
   * @throws Refusal where the platform will never take it (no such channel, account gone); NotYet where it takes no more
   * for now; OutOfReach where it can't be asked
   */
  readonly post: (to: Address, answer: Answer) => Promise<string>;
  /**
   * Edits what was posted.
   * @returns what the next `edit` needs
   * @throws Refusal, `message-gone` where it is not there any more: then it is posted anew
   */
  readonly edit: (posted: string, answer: Answer) => Promise<string>;
  /** Reads a person's profile from the platform; undefined where it knows none. */
  readonly profile: (personId: string) => Promise<Profile | undefined>;
  /** The id of the person with this e-mail address; undefined where the platform knows none, or does not tell. */
  readonly findByEmail: (email: string) => Promise<string | undefined>;
  /** Connects and takes events. Called once the HTTP server listens. */
  readonly start: () => Promise<void>;
  /** Takes no more events, finishes those taken. */
  readonly stop: () => Promise<void>;
}
