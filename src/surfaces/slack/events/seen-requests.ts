/** How long a signature is good for, as Slack says: https://docs.slack.dev/authentication/verifying-requests-from-slack */
const lifetimeMs = 5 * 60 * 1000;

/** The signatures that were used lately. */
export interface SeenRequests {
  /** Whether the signature was used before; it is by now. @param signature a good one, `v0=` and 64 hexadecimal digits */
  readonly isRepeated: (signature: string) => boolean;
}

/** Remembers each for at least as long as it is good: two sets, of which the older is dropped in turn. */
export function createSeenRequests(now: () => Date): SeenRequests {
  let [newer, older] = [new Set<number>(), new Set<number>()];
  let turnedAt = now().getTime();
  return {
    isRepeated: (signature) => {
      const moment = now().getTime();
      if (moment - turnedAt > lifetimeMs) {
        [newer, older] = [new Set(), newer];
        turnedAt = moment;
      }
      // 52 bits of the 256 tell any two of the requests of ten minutes apart, and take a tenth of the memory.
      const mark = Number.parseInt(signature.slice(3, 16), 16);
      if (newer.has(mark) || older.has(mark)) return true;
      newer.add(mark);
      return false;
    },
  };
}
