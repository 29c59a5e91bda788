import { Worker } from 'node:worker_threads';
import type { Definition } from './definition.ts';

/** The text of a definition, and the `spec.type` of its API. */
export interface DefinitionText {
  readonly type: string;
  readonly text: string;
}

/** A text of a megabyte takes some hundred; one that takes more is given up, and the process lives on. */
const memoryLimitMb = 512;

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
  thread.once('error', (cause) => reject(new Error('the thread that reads a definition failed', { cause })));
  thread.once('exit', () => reject(new Error('the thread that reads a definition ended without an answer')));
  return promise;
}
