import type { Command } from './command.ts';

/** A question of a command to show somebody: about something that is there, else a fixed one; undefined where it has none. */
export const exampleOf = ({ example, examples }: Pick<Command, 'example' | 'examples'>): string | undefined =>
  example?.() ?? examples[0];
