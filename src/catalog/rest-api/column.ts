import type { IndexedValue } from './indexed-values.ts';
import { addRow, addRows, emptyRows, removeRow, type RowSet } from './row-set.ts';

/** What the rows of a table have at one key. */
export interface Column {
  readonly valuesOf: (row: number) => readonly IndexedValue[];
  /** Its first value as it is compared; null where it has none. */
  readonly firstOf: (row: number) => string | null;
  readonly set: (row: number, values: readonly IndexedValue[]) => void;
  /** Rows that have any value. */
  readonly having: RowSet;
  /** Adds the rows that have a value. @param value as it is compared */
  readonly addHaving: (value: string, rows: RowSet) => void;
  /** Adds the rows of which a value, as it is compared, passes. */
  readonly addWhere: (passes: (value: string) => boolean, rows: RowSet) => void;
}

/** Most values are in one row, which needs no container; those in many take a bit for each row of the table. */
type Posting = number | Set<number> | RowSet;

/** Where a bit for each row takes less memory than a set. */
const rowsPerBitSet = 128;

/** An empty column. @param capacity rows of the table at most */
export function createColumn(capacity: number): Column {
  const values: (IndexedValue | readonly IndexedValue[] | undefined)[] = [];
  const postings = new Map<string, Posting>();
  const having = emptyRows(capacity);

  const valuesOf = (row: number): readonly IndexedValue[] => {
    const known = values[row];
    return known === undefined ? [] : typeof known === 'object' && known !== null ? known : [known];
  };

  const add = (value: string, row: number): void => {
    const known = postings.get(value);
    if (known === undefined) postings.set(value, row);
    else if (known instanceof Uint32Array) addRow(known, row);
    else if (typeof known === 'number') postings.set(value, new Set([known, row]));
    else if (known.add(row).size * rowsPerBitSet > Math.max(capacity, 1024)) {
      const rows = emptyRows(capacity);
      for (const one of known) addRow(rows, one);
      postings.set(value, rows);
    }
  };

  const remove = (value: string, row: number): void => {
    const known = postings.get(value);
    if (known instanceof Uint32Array) removeRow(known, row);
    else if (known instanceof Set) known.delete(row);
    if (known === row || (known instanceof Set && known.size === 0)) postings.delete(value);
  };

  return {
    valuesOf,
    firstOf: (row) => {
      const known = values[row];
      const first = typeof known === 'object' && known !== null ? known[0] : known;
      return first?.toLowerCase() ?? null;
    },
    set: (row, next) => {
      for (const value of valuesOf(row)) if (value !== null) remove(value.toLowerCase(), row);
      for (const value of next) if (value !== null) add(value.toLowerCase(), row);
      values[row] = next.length > 1 ? next : next[0];
      if (next.length > 0) addRow(having, row);
      else removeRow(having, row);
    },
    having,
    addHaving: (value, rows) => addPosting(postings.get(value), rows),
    addWhere: (passes, rows) => {
      for (const [value, posting] of postings) if (passes(value)) addPosting(posting, rows);
    },
  };
}

function addPosting(posting: Posting | undefined, rows: RowSet): void {
  if (posting === undefined) return;
  if (posting instanceof Uint32Array) addRows(rows, posting);
  else if (typeof posting === 'number') addRow(rows, posting);
  else for (const row of posting) addRow(rows, row);
}
