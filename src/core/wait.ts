import { setTimeout as sleep } from 'node:timers/promises';

/** Waits so many milliseconds, less when the signal is given; it never rejects. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** Waits by the clock. */
export const waitByClock: Wait = async (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined);
