import { getCompileCacheDir } from 'node:module';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { KindRules } from './kind-rules.ts';
import { createKinds } from './kinds.ts';
import { readAlone } from './read-alone.ts';
import { type FilePlace, type FreshReading, readFileText } from './read-file.ts';
import type { TreeFile } from './source-tree.ts';
import { createTurns } from './take-turns.ts';
import type { ReadJob, ThreadData, ThreadMessage } from './thread-messages.ts';

/** Parses and checks files. */
export interface FileReader {
  /** @param include opens the file that a placeholder's target names */
  readonly read: (
    place: FilePlace,
    text: string,
    include: (target: string) => Promise<TreeFile>,
  ) => Promise<FreshReading>;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (reading: FreshReading) => void;
  readonly reject: (error: Error) => void;
}

/** A thread takes about as long to start as these take to be read. */
const filesWithoutThreads = 64;
/** A text of so many letters may take a tenth of a second, and one that is made to as much memory as there is. */
const largeText = 100_000;
/** More would wait for the database. */
const threadsAtMost = 4;

/**
 * A reader for one sync: of many files it has most read in threads, so that this one goes on answering.
 * @param addedKinds those that plugins add
 */
export function createFileReader(addedKinds: readonly KindRules[]): FileReader {
  const kinds = createKinds(addedKinds);
  const waiting = new Map<number, Waiting>();
  let threads: readonly Worker[] = [];
  const threadData = (): ThreadData => ({ addedKinds, compiledFolder: getCompileCacheDir() });
  const takeTurns = createTurns();
  let count = 0;

  const fail = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  const startThread = (): Worker => {
    const thread = new Worker(new URL('read-file-worker.ts', import.meta.url), {
      workerData: threadData(),
    });
    thread.unref();
    thread.on('message', (done: ThreadMessage) => {
      if ('target' in done) {
        fail(new Error('a text that names other files was sent to a thread'));
        return;
      }
      const job = waiting.get(done.id);
      waiting.delete(done.id);
      if ('reading' in done) job?.resolve(done.reading);
      else job?.reject(new Error(`a file could not be read: ${done.reason}`));
    });
    thread.on('error', (cause) => fail(new Error('a thread that reads files failed', { cause })));
    return thread;
  };

  const readInThread = (place: FilePlace, text: string): Promise<FreshReading> => {
    if (threads.length === 0) {
      threads = Array.from({ length: Math.min(availableParallelism(), threadsAtMost) }, startThread);
    }
    const id = count;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      threads[id % threads.length]?.postMessage({ id, place, text } satisfies ReadJob);
    });
  };

  return {
    read: (place, text, include) => {
      const isHeavy = text.length >= largeText || mayIncludeYaml.test(text);
      if (isHeavy) return takeTurns('heavy', () => readAlone(place, text, include, threadData()));
      count += 1;
      const isLate = count > filesWithoutThreads;
      return isLate && !mayInclude.test(text) ? readInThread(place, text) : readFileText(place, text, include, kinds);
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

/** What names other files stays here, where they are opened. */
const mayInclude = /\$(?:text|json)/;
/** What may have another text parsed is as heavy as that. */
const mayIncludeYaml = /\$yaml/;
