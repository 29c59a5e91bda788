import type { Line } from './answer.ts';

/** How much of an answer a surface shows in one message. */
export interface Room {
  /** Characters, as `lengthOf` counts them. */
  readonly characters: number;
  /** Items of a list. */
  readonly items: number;
  /** Options of a choice. */
  readonly options: number;
  readonly buttons: number;
  /** Whether a button with an address can be one; of one that can't, the address is told in words. */
  readonly opens: (url: string) => boolean;
  /** How much of the room a line takes. */
  readonly lengthOf: (line: Line) => number;
}
