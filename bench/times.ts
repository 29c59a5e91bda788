/** Percentiles of times in milliseconds. */
export interface Times {
  readonly count: number;
  readonly median: number;
  readonly p99: number;
  readonly max: number;
}

/** @param values milliseconds */
export function times(values: readonly number[]): Times {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2));
  return { count: sorted.length, median: at(0.5), p99: at(0.99), max: at(1) };
}
