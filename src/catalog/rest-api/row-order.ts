import { createBreaths } from './breaths.ts';

/** Which of two rows comes first: negative where it is the one. */
export type CompareRows = (one: number, other: number) => number;

/** Rows in order. Those that changed are put where they belong when the order is next asked for. */
export interface RowOrder {
  readonly rows: () => readonly number[];
  /** A row changed, was added or is gone. */
  readonly touch: (row: number) => void;
  /** So much changed that it is better sorted anew. */
  readonly isWorn: () => boolean;
}

/** What is sorted at once. */
const chunkSize = 4096;

/** Sorts rows; others have their turn meanwhile. @param isThere whether a row is one of the table */
export async function createRowOrder(
  all: readonly number[],
  compare: CompareRows,
  isThere: (row: number) => boolean,
): Promise<RowOrder> {
  let sorted = await sortInTurns(all, compare);
  const touched = new Set<number>();
  return {
    rows: () => {
      if (touched.size > 0) {
        const fresh = [...touched].filter(isThere).toSorted(compare);
        const kept = sorted.filter((row) => !touched.has(row));
        sorted = merge(kept, fresh, compare);
        touched.clear();
      }
      return sorted;
    },
    touch: (row) => void touched.add(row),
    isWorn: () => touched.size > Math.max(chunkSize, sorted.length / 8),
  };
}

async function sortInTurns(rows: readonly number[], compare: CompareRows): Promise<readonly number[]> {
  const breathe = createBreaths();
  let runs: (readonly number[])[] = [];
  for (let start = 0; start < rows.length; start += chunkSize) {
    runs.push(rows.slice(start, start + chunkSize).toSorted(compare));
    await breathe();
  }
  while (runs.length > 1) {
    const merged: (readonly number[])[] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(merge(runs[index] ?? [], runs[index + 1] ?? [], compare));
      await breathe();
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Merges two lists that are in order. Of the second, which may be far shorter, each is looked up rather than met. */
function merge(ones: readonly number[], others: readonly number[], compare: CompareRows): readonly number[] {
  const merged: number[] = [];
  let next = 0;
  for (const other of others) {
    const end = placeOf(other, ones, next, compare);
    for (; next < end; next += 1) merged.push(ones[next] ?? 0);
    merged.push(other);
  }
  for (; next < ones.length; next += 1) merged.push(ones[next] ?? 0);
  return merged;
}

/** Where a row belongs in a list that is in order: looked for from a start on, in strides that double. */
function placeOf(row: number, list: readonly number[], start: number, compare: CompareRows): number {
  const isBefore = (index: number) => compare(list[index] ?? 0, row) < 0;
  let [low, stride] = [start, 1];
  while (low + stride <= list.length && isBefore(low + stride - 1)) {
    low += stride;
    stride *= 2;
  }
  let high = Math.min(list.length, low + stride - 1);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
