/** A set of rows of a table, one bit a row: sets of one table have the same size, and are joined word by word. */
export type RowSet = Uint32Array;

/** An empty set. @param capacity rows at most */
export const emptyRows = (capacity: number): RowSet => new Uint32Array(Math.ceil(capacity / 32));

/** Whether a row is in the set. */
export const hasRow = (rows: RowSet, row: number): boolean => ((rows[row >>> 5] ?? 0) & (1 << (row & 31))) !== 0;

/** Puts a row into the set. */
export function addRow(rows: RowSet, row: number): void {
  rows[row >>> 5] = (rows[row >>> 5] ?? 0) | (1 << (row & 31));
}

/** Takes a row out of the set. */
export function removeRow(rows: RowSet, row: number): void {
  rows[row >>> 5] = (rows[row >>> 5] ?? 0) & ~(1 << (row & 31));
}

/** Adds all of another set. */
export function addRows(rows: RowSet, others: RowSet): void {
  for (let word = 0; word < rows.length; word += 1) rows[word] = (rows[word] ?? 0) | (others[word] ?? 0);
}

/** Removes what another set has not. */
export function keepRows(rows: RowSet, others: RowSet): void {
  for (let word = 0; word < rows.length; word += 1) rows[word] = (rows[word] ?? 0) & (others[word] ?? 0);
}

/** Removes all of another set. */
export function removeRows(rows: RowSet, others: RowSet): void {
  for (let word = 0; word < rows.length; word += 1) rows[word] = (rows[word] ?? 0) & ~(others[word] ?? 0);
}

/** How many rows are in the set. */
export function countRows(rows: RowSet): number {
  let count = 0;
  for (let bits of rows) {
    // Sums bits pairwise: of 2, of 4, of 8, then the four bytes at once.
    bits -= (bits >>> 1) & 0x5555_5555;
    bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
    count += Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
  }
  return count;
}

/** The rows of a set, ascending. */
export function listRows(rows: RowSet): readonly number[] {
  const list: number[] = [];
  for (let word = 0; word < rows.length; word += 1) {
    for (let bits = rows[word] ?? 0; bits !== 0; bits &= bits - 1) {
      list.push(word * 32 + 31 - Math.clz32(bits & -bits));
    }
  }
  return list;
}
