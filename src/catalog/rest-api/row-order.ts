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

function merge(ones: readonly number[], others: readonly number[], compare: CompareRows): readonly number[] {
  const merged: number[] = [];
  let next = 0;
  for (const one of ones) {
    for (let other = others[next]; other !== undefined && compare(other, one) < 0; other = others[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(one);
  }
  for (const other of others.slice(next)) merged.push(other);
  return merged;
}
