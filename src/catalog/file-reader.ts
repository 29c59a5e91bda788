import { getCompileCacheDir } from 'node:module';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { KindRules } from './kind-rules.ts';
import { createKinds } from './kinds.ts';
import { type FilePlace, type FreshReading, readFileText } from './read-file.ts';
import type { TreeFile } from './source-tree.ts';

/** A text for a thread. */
export interface ReadJob {
  readonly id: number;
  readonly place: FilePlace;
  readonly text: string;
}

/** What a thread is started with. */
export interface ThreadData {
  /** The kinds that plugins add. */
  readonly addedKinds: readonly KindRules[];
  /** Where this thread takes compiled code from; undefined where it does not. */
  readonly compiledFolder: string | undefined;
}

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

type Done = { readonly id: number; readonly reading: FreshReading } | { readonly id: number; readonly reason: string };

interface Waiting {
  readonly resolve: (reading: FreshReading) => void;
  readonly reject: (error: Error) => void;
}

/** A thread takes about as long to start as these take to be read. */
const filesWithoutThreads = 64;
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
  let count = 0;

  const fail = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  const startThread = (): Worker => {
    const thread = new Worker(new URL('read-file-worker.ts', import.meta.url), {
      workerData: { addedKinds, compiledFolder: getCompileCacheDir() } satisfies ThreadData,
    });
    thread.unref();
    thread.on('message', (done: Done) => {
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
const mayInclude = /\$(?:text|json|yaml)/;
