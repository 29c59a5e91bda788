import type { DirectoryEntry } from './directory.ts';

/** Entries by key: built when first asked, kept up from then on. */
export interface EntryIndex {
  readonly get: (key: string) => readonly DirectoryEntry[];
  readonly add: (entry: DirectoryEntry) => void;
  readonly remove: (entry: DirectoryEntry) => void;
}

/**
 * Indexes entries by the keys that each of them has.
 * @param all what to build from, read at the first question
 */
export function createEntryIndex(
  all: () => Iterable<DirectoryEntry>,
  keysOf: (entry: DirectoryEntry) => readonly string[],
): EntryIndex {
  let entries: Map<string, Set<DirectoryEntry>> | undefined;

  const add = (entry: DirectoryEntry): void => {
    for (const key of entries ? keysOf(entry) : []) {
      const known = entries?.get(key);
      if (known) known.add(entry);
      else entries?.set(key, new Set([entry]));
    }
  };

  return {
    get: (key) => {
      if (!entries) {
        entries = new Map();
        for (const entry of all()) add(entry);
      }
      return [...(entries.get(key) ?? [])];
    },
    add,
    remove: (entry) => {
      for (const key of entries ? keysOf(entry) : []) {
        const known = entries?.get(key);
        known?.delete(entry);
        if (known?.size === 0) entries?.delete(key);
      }
    },
  };
}
