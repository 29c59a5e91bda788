import { Worker } from 'node:worker_threads';
import { isOutOfMemory } from '../is-out-of-memory.ts';
import type { Definition } from './definition.ts';

/** The text of a definition, and the `spec.type` of its API. */
export interface DefinitionText {
  readonly type: string;
  readonly text: string;
}

/** A text of 1 MiB that people write takes up to 300; one that takes more is given up, and the process lives on. */
const memoryLimitMb = 384;

/**
 * Reads a definition in a thread of its own, so that this one goes on answering meanwhile.
 * @throws Error where the thread fails
 */
export function readInThread(workerData: DefinitionText): Promise<Definition> {
  const { promise, resolve, reject } = Promise.withResolvers<Definition>();
  const thread = new Worker(new URL('read-definition-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
  });
  thread.once('message', resolve);
  thread.once('error', (cause) => {
    const message = `it takes more than ${memoryLimitMb} MB of memory to be read`;
    if (isOutOfMemory(cause)) resolve({ kind: 'unreadable', format: workerData.type, message });
    else reject(new Error('the thread that reads a definition failed', { cause }));
  });
  thread.once('exit', () => reject(new Error('the thread that reads a definition ended without an answer')));
  return promise;
}
