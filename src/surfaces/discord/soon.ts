import { setTimeout } from 'node:timers/promises';

/** Resolves after that many milliseconds; sooner, without failing, when the signal aborts. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Waits by the clock. */
export const wait: Wait = async (milliseconds, signal) => {
  try {
    await setTimeout(milliseconds, undefined, { signal, ref: false });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};

/** What the work comes to, or `late` where it takes longer than the bound; then it goes on. */
export async function soon<Result>(work: Promise<Result>, boundMs: number, wait: Wait): Promise<Result | 'late'> {
  const enough = new AbortController();
  const late = wait(boundMs, enough.signal).then((): 'late' => 'late');
  try {
    return await Promise.race([work, late]);
  } finally {
    enough.abort();
  }
}
