import type { DirectoryEntry } from '../directory.ts';
import { addRow, emptyRows, removeRow, type RowSet } from './row-set.ts';

/** Entities by number: an entity keeps its row for as long as there is one of its ref. */
export interface EntityRows {
  readonly capacity: number;
  readonly isFull: () => boolean;
  readonly present: RowSet;
  readonly rowOf: (ref: string) => number | undefined;
  readonly entryOf: (row: number) => DirectoryEntry | undefined;
  /** Puts an entity where its ref has its row. @returns the row */
  readonly put: (entry: DirectoryEntry) => number;
  /** @returns the row it had */
  readonly remove: (ref: string) => number | undefined;
}

/** Room for entities. @param capacity how many */
export function createEntityRows(capacity: number): EntityRows {
  const numbers = new Map<string, number>();
  const entries: (DirectoryEntry | undefined)[] = [];
  const free: number[] = [];
  const present = emptyRows(capacity);
  return {
    capacity,
    isFull: () => numbers.size >= capacity,
    present,
    rowOf: (ref) => numbers.get(ref),
    entryOf: (row) => entries[row],
    put: (entry) => {
      const row = numbers.get(entry.ref) ?? free.pop() ?? entries.length;
      numbers.set(entry.ref, row);
      entries[row] = entry;
      addRow(present, row);
      return row;
    },
    remove: (ref) => {
      const row = numbers.get(ref);
      if (row === undefined) return undefined;
      numbers.delete(ref);
      entries[row] = undefined;
      free.push(row);
      removeRow(present, row);
      return row;
    },
  };
}
