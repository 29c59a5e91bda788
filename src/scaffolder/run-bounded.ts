import { createContext, Script } from 'node:vm';

const bounds = createContext({ work: undefined });
const call = new Script('work()');

/** Work that was stopped at its time limit. */
export class TimeLimitError extends Error {
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`did not end within ${timeoutMs} ms`);
    this.timeoutMs = timeoutMs;
  }
}

/**
 * Runs synchronous work and stops it at a time limit, wherever it is: in a loop, or in a regular expression that never
 * comes to an end. This is no sandbox: the work is ours. It takes about 0.2 ms more than a call.
 * @throws TimeLimitError where it was stopped; else what the work throws
 */
export function runBounded<Result>(work: () => Result, timeoutMs: number): Result {
  let result: { readonly value: Result } | undefined;
  bounds['work'] = () => {
    result = { value: work() };
  };
  try {
    call.runInContext(bounds, { timeout: timeoutMs });
  } catch (error) {
    // The error belongs to the bounds, whose `Error` is another one than ours.
    const isTimeout = typeof error === 'object' && error !== null && 'code' in error;
    if (isTimeout && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new TimeLimitError(timeoutMs);
    throw error;
  }
  if (!result) throw new Error('bounded work ended without a result');
  return result.value;
}
