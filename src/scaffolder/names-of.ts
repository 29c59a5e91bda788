import { listed } from '#callboard/core/listed.ts';
import { nameOf } from './name-of.ts';
import type { Scaffolder } from './scaffolder.ts';

/** What people call several entities, as a sentence has it: `Platform team or Mira Lind`. */
export const namesOf = (refs: readonly string[], last: 'and' | 'or', scaffolder: Pick<Scaffolder, 'catalog'>): string =>
  listed(
    refs.map((ref) => nameOf(ref, scaffolder)),
    last,
  );
