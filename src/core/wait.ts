import { setTimeout as sleep } from 'node:timers/promises';

/** Waits so many milliseconds, less when the signal is given, which is no reason to reject. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** Waits by the clock. */
export const waitByClock: Wait = async (ms, signal) => {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
