import { isRefusal } from '#callboard/core/refusal.ts';
import type { Wait } from '#callboard/core/wait.ts';

/** What a host has just made is not at once known to all of it: these 20 s are how long it is waited for. */
const waitsMs = [500, 1500, 3000, 5000, 10_000];

/**
 * Tries again, after each of a few waits, what is refused with a code that passes.
 * @throws what the last attempt threw; at once what does not pass; once the signal is given, what was thrown before
 */
export async function patiently<Value>(
  attempt: () => Promise<Value>,
  passing: readonly string[],
  wait: Wait,
  signal: AbortSignal,
): Promise<Value> {
  for (const waitMs of waitsMs) {
    try {
      return await attempt();
    } catch (error) {
      if (!isRefusal(error, passing) || signal.aborted) throw error;
    }
    await wait(waitMs, signal);
  }
  return attempt();
}
