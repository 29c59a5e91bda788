import type { Address } from '#callboard/core/messages/address.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';

/** A call for whoever is on call, as stored. */
export interface Page {
  /** Unique: the id of the invocation that asked for it. */
  readonly id: string;
  /** The entity it is about. */
  readonly subject: string;
  readonly message: string;
  readonly asker: Asker;
  /** Where it was asked, and so where the acknowledgement is told. */
  readonly address: Address;
  readonly pings: readonly Ping[];
  readonly acknowledgement: Acknowledgement | undefined;
  readonly createdAt: Date;
}

/** One attempt to get hold of somebody. */
export interface Ping {
  /** Who was tried: a User's ref, or a Group's where its channel was told. */
  readonly ref: string;
  readonly to: Address;
  /** Why it reaches nobody, as a sentence; not set while it may. */
  readonly givenUp?: string;
}

export interface Acknowledgement {
  readonly by: Asker;
  readonly at: Date;
}

/** What on-call asks of the store. */
export interface PageStore {
  /** @returns false if there is a page with that id already, which is left as it is */
  readonly create: (page: Page) => Promise<boolean>;
  readonly get: (pageId: string) => Promise<Page | undefined>;
  /**
   * Replaces the pings by what `change` makes of them, which may be asked several times while others change them too.
   * @returns the page as it is then, or undefined if there is no such page
   */
  readonly changePings: (
    pageId: string,
    change: (pings: readonly Ping[]) => readonly Ping[],
  ) => Promise<Page | undefined>;
  /** Records the first acknowledgement. @returns whichever acknowledgement the page has now, or undefined if there is no such page */
  readonly acknowledge: (pageId: string, acknowledgement: Acknowledgement) => Promise<Acknowledgement | undefined>;
}
