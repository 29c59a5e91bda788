/** Gives out ids and timestamps of Slack's form, each once. */
export type Identifiers = {
  /** An id such as `C0000000001`: the prefix, then ten characters. */
  next(prefix: string): string;
  /** A message timestamp such as `1764000000.000100`: seconds and microseconds, later than every one before. */
  timestamp(): string;
};

/**
 * Ids for one workspace.
 * @param now the clock that timestamps follow; where it stands still they still grow
 */
export const createIdentifiers = (now: () => Date): Identifiers => {
  let count = 0;
  let latestMicroseconds = 0;
  return {
    next: (prefix) => {
      count += 1;
      return `${prefix}${count.toString(36).toUpperCase().padStart(10, '0')}`;
    },
    timestamp: () => {
      latestMicroseconds = Math.max(now().getTime() * 1000, latestMicroseconds + 100);
      const seconds = Math.floor(latestMicroseconds / 1_000_000);
      return `${seconds}.${String(latestMicroseconds % 1_000_000).padStart(6, '0')}`;
    },
  };
};
