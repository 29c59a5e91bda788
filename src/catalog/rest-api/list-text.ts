import { Readable } from 'node:stream';
import type { DirectoryEntry } from '../directory.ts';
import { createBreaths } from './breaths.ts';

/** Entities that are made into text at once. */
const chunkSize = 100;

/**
 * The text of JSON with a list of entities in it: whole where it is short; else in pieces, of which none keeps other
 * work waiting.
 * @param before what stands before the list, and `after` after it
 */
export function listText(
  before: string,
  entries: readonly (DirectoryEntry | undefined)[],
  textOf: (entry: DirectoryEntry) => string,
  after: string,
): string | Readable {
  const texts = (some: readonly (DirectoryEntry | undefined)[]) =>
    some.map((entry) => (entry ? textOf(entry) : 'null')).join(',');
  if (entries.length <= chunkSize) return `${before}[${texts(entries)}]${after}`;
  return Readable.from(pieces());

  async function* pieces(): AsyncGenerator<string> {
    const breathe = createBreaths();
    for (let start = 0; start < entries.length; start += chunkSize) {
      yield `${start === 0 ? `${before}[` : ','}${texts(entries.slice(start, start + chunkSize))}`;
      await breathe();
    }
    yield `]${after}`;
  }
}
