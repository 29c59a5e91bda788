import type { Card } from '../answers/answer.ts';

/** Something that people link to. */
export interface Linked {
  /** What {@link LinkReader.byId} knows it by: the ref of the entity. */
  readonly id: string;
  readonly name: string;
  /** What it is, such as `Component`. */
  readonly kind: string;
  readonly card: Card;
}

/** Says what addresses lead to. A feature adds one in its plugin's `setup`. */
export interface LinkReader {
  /** What is at an address, as a card that is read in passing; undefined where it is not known. From memory. */
  readonly at: (url: string) => Promise<Linked | undefined>;
  /** The same by its id, with all there is to know of it. */
  readonly byId: (id: string) => Promise<Linked | undefined>;
}
