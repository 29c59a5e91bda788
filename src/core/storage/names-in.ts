import { textAt } from './json-at.ts';
import type { Json } from './records.ts';

/** The texts that the things of a list have under a key; none where it is no list. */
export const namesIn = (list: Json | undefined, key: string): readonly string[] =>
  Array.isArray(list) ? list.flatMap((one) => textAt(one, key) ?? []) : [];
