import { parentPort, workerData } from 'node:worker_threads';
import type { ReadJob, ThreadData } from './file-reader.ts';
import { createKinds } from './kinds.ts';
import { readFileText } from './read-file.ts';

const includeNothing = () => Promise.reject(new Error('a text that names other files was sent to a thread'));

const { addedKinds }: ThreadData = workerData;
const kinds = createKinds(addedKinds);

/** A thread in which files are parsed and checked: a text comes in, what it says goes out. */
parentPort?.on('message', ({ id, place, text }: ReadJob) => {
  readFileText(place, text, includeNothing, kinds).then(
    (reading) => parentPort?.postMessage({ id, reading }),
    (error: unknown) => parentPort?.postMessage({ id, reason: error instanceof Error ? error.message : String(error) }),
  );
});
