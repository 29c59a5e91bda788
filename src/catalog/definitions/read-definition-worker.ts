import { parentPort, workerData } from 'node:worker_threads';
import { readDefinition } from './read-definition.ts';
import type { DefinitionText } from './read-in-thread.ts';

const { type, text }: DefinitionText = workerData;

/** A thread for one large definition: what it says goes out, and the thread ends. What fails here fails the thread. */
parentPort?.postMessage(await readDefinition(type, text));
