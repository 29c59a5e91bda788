import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { ReadJob, ThreadData } from './file-reader.ts';

const includeNothing = () => Promise.reject(new Error('a text that names other files was sent to a thread'));

const { addedKinds, compiledFolder }: ThreadData = workerData;
// A thread compiles anew what it imports, unless it is told where that is kept: two thirds of its start.
if (compiledFolder !== undefined) enableCompileCache(compiledFolder);
const { createKinds } = await import('./kinds.ts');
const { readFileText } = await import('./read-file.ts');
const kinds = createKinds(addedKinds);

/** A thread in which files are parsed and checked: a text comes in, what it says goes out. */
parentPort?.on('message', ({ id, place, text }: ReadJob) => {
  readFileText(place, text, includeNothing, kinds).then(
    (reading) => parentPort?.postMessage({ id, reading }),
    (error: unknown) => parentPort?.postMessage({ id, reason: error instanceof Error ? error.message : String(error) }),
  );
});
