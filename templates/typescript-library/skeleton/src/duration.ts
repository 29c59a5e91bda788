/** Milliseconds of each unit, the longest first. */
const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/**
 * Reads a duration such as `1h 30m`: an example to replace with what this library is for.
 *
 * @returns milliseconds
 * @throws RangeError where the text is no duration
 */
export function parseDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+)\s*(ms|[dhms])(?![a-z])/g)];
  const rest = parts.reduce((left, [part]) => left.replace(part, ''), text);
  if (parts.length === 0 || rest.trim() !== '') throw new RangeError(`"${text}" is not a duration such as 1h 30m`);
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * millisecondsOf(unit), 0);
}

/** Writes milliseconds as `1h 30m`. A negative or fractional number is rounded to the nearest one that can be written. */
export function formatDuration(milliseconds: number): string {
  let left = Math.max(0, Math.round(milliseconds));
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.length > 0 ? parts.join(' ') : '0ms';
}

function millisecondsOf(unit: string | undefined): number {
  return units.find(([name]) => name === unit)?.[1] ?? 0;
}
