import { Worker } from 'node:worker_threads';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { isOutOfMemory } from '#callboard/catalog/is-out-of-memory.ts';

/** What is asked of the thread. */
export interface JsonataJob {
  readonly expression: string;
  readonly data: Json;
}

/** What the thread says: the value as JSON, undefined where there is none. */
export type JsonataOutcome =
  | { readonly kind: 'value'; readonly text: string | undefined }
  /** @param position characters from the beginning of the expression */
  | { readonly kind: 'mistake'; readonly message: string; readonly position: number | undefined };

/** Far more than an expression takes that people write. */
const timeLimitMs = 5_000;
const memoryLimitMb = 256;

/**
 * The value of a JSONata expression. It has a thread of its own, which is ended where it goes on for too long: an
 * expression may loop, and its regular expressions are JavaScript's.
 * @returns null where the expression finds nothing
 * @throws Refusal where the expression is wrong, fails, or takes too much; what the signal says once it is given
 */
export async function evaluateJsonata(job: JsonataJob, signal: AbortSignal): Promise<Json> {
  const outcome = await inThread(job, signal);
  if (outcome.kind === 'value') {
    const value: Json = outcome.text === undefined ? null : JSON.parse(outcome.text);
    return value;
  }
  throw notEvaluated(`${placeOf(job.expression, outcome.position)}${outcome.message.replace(/\.$/, '')}`);
}

async function inThread(workerData: JsonataJob, signal: AbortSignal): Promise<JsonataOutcome> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<JsonataOutcome>();
  const thread = new Worker(new URL('jsonata-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
  });
  const stop = (): void => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => reject(notEvaluated(`it takes more than ${timeLimitMs / 1000} seconds`)), timeLimitMs);
  thread.once('message', resolve);
  thread.once('error', (cause) => {
    if (isOutOfMemory(cause)) reject(notEvaluated(`it takes more than ${memoryLimitMb} MB of memory`));
    else reject(new Error('the thread that evaluates an expression failed', { cause }));
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    await thread.terminate();
  }
}

/** Line and column of a mistake, where JSONata says where it is. */
function placeOf(expression: string, position: number | undefined): string {
  if (position === undefined) return '';
  const lines = expression.slice(0, position).split('\n');
  return `${lines.length}:${Math.max(lines.at(-1)?.length ?? 0, 1)}: `;
}

const notEvaluated = (reason: string): Refusal =>
  new Refusal(`The JSONata expression can not be evaluated: ${reason}.`, {
    code: 'not-evaluated',
    hint: 'Correct it in the template, or what it is given.',
  });
