import type { DirectoryEntry } from './directory.ts';

/** Entries by name, sorted when first asked for and kept until something changes. */
export interface SortedLists {
  readonly all: () => readonly DirectoryEntry[];
  /** Those of a kind, in lower case. */
  readonly ofKind: (kind: string) => readonly DirectoryEntry[];
  /** Something changed: what is asked for next is sorted anew. */
  readonly forget: () => void;
}

/** Sorted lists of all entries, and of each kind's. */
export function createSortedLists(
  all: () => Iterable<DirectoryEntry>,
  ofKind: (kind: string) => readonly DirectoryEntry[],
): SortedLists {
  let everything: readonly DirectoryEntry[] | undefined;
  const kinds = new Map<string, readonly DirectoryEntry[]>();
  return {
    all: () => {
      everything ??= [...all()].toSorted(compareNames);
      return everything;
    },
    ofKind: (kind) => {
      const known = kinds.get(kind) ?? ofKind(kind).toSorted(compareNames);
      kinds.set(kind, known);
      return known;
    },
    forget: () => {
      everything = undefined;
      kinds.clear();
    },
  };
}

const collator = new Intl.Collator('en');

const compareNames = (a: DirectoryEntry, b: DirectoryEntry): number =>
  collator.compare(a.entity.metadata.name, b.entity.metadata.name) || (a.ref < b.ref ? -1 : 1);
