import type { DirectoryEntry } from './directory.ts';

/** Entries by key: built when first asked, kept up from then on. */
export interface EntryIndex {
  readonly get: (key: string) => readonly DirectoryEntry[];
  readonly has: (key: string) => boolean;
  readonly add: (entry: DirectoryEntry) => void;
  readonly remove: (entry: DirectoryEntry) => void;
}

/** Most keys have one entry, which needs no container: that halves the memory. */
type Known = DirectoryEntry | Set<DirectoryEntry>;

/**
 * Indexes entries by the keys that each of them has.
 * @param all what to build from, read at the first question
 */
export function createEntryIndex(
  all: () => Iterable<DirectoryEntry>,
  keysOf: (entry: DirectoryEntry) => readonly string[],
): EntryIndex {
  let entries: Map<string, Known> | undefined;

  const add = (entry: DirectoryEntry): void => {
    if (!entries) return;
    for (const key of keysOf(entry)) {
      const known = entries.get(key);
      if (known === undefined || known === entry) entries.set(key, entry);
      else if (known instanceof Set) known.add(entry);
      else entries.set(key, new Set([known, entry]));
    }
  };

  const built = (): Map<string, Known> => {
    if (!entries) {
      entries = new Map();
      for (const entry of all()) add(entry);
    }
    return entries;
  };

  return {
    get: (key) => {
      const known = built().get(key);
      if (known === undefined) return [];
      return known instanceof Set ? [...known] : [known];
    },
    has: (key) => built().has(key),
    add,
    remove: (entry) => {
      for (const key of entries ? keysOf(entry) : []) {
        const known = entries?.get(key);
        if (known instanceof Set) known.delete(entry);
        if (known === entry || (known instanceof Set && known.size === 0)) entries?.delete(key);
      }
    },
  };
}
