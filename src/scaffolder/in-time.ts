import { Refusal } from '#callboard/core/refusal.ts';

/** How long what was told to stop is waited for: what goes on after that does so unseen. */
const graceMs = 10_000;

/**
 * Does something that takes a bounded time and stops when it is told to.
 * @param signal whose reason may be a Refusal, which is then why it stopped
 * @throws Refusal `took-too-long`, or the signal's reason, whatever the work itself made of being stopped
 */
export async function inTime<Value>(
  work: (signal: AbortSignal) => Promise<Value>,
  { what, ms }: { readonly what: string; readonly ms: number },
  signal: AbortSignal,
): Promise<Value> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(tookTooLong(what, ms)), ms);
  const both = AbortSignal.any([signal, late.signal]);
  const { promise: abandoned, reject } = Promise.withResolvers<never>();
  let patience: NodeJS.Timeout | undefined;
  const abandonSoon = (): void => {
    patience = setTimeout(() => reject(both.reason), graceMs);
  };
  both.addEventListener('abort', abandonSoon);
  if (both.aborted) abandonSoon();
  try {
    return await Promise.race([work(both), abandoned]);
  } catch (error) {
    throw both.reason instanceof Refusal ? both.reason : error;
  } finally {
    clearTimeout(timer);
    clearTimeout(patience);
    both.removeEventListener('abort', abandonSoon);
  }
}

/** The refusal of what took longer than it may. @param what begins a sentence */
export const tookTooLong = (what: string, ms: number): Refusal =>
  new Refusal(`${what} took longer than ${minutes(ms)} and was stopped.`, {
    code: 'took-too-long',
    hint: 'Try again; if it needs longer, have the limit raised under `scaffolder` in callboard.yaml.',
  });

function minutes(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`;
  return ms === 60_000 ? 'a minute' : `${Math.round(ms / 60_000)} minutes`;
}
