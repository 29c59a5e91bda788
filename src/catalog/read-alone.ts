import { Worker } from 'node:worker_threads';
import { isOutOfMemory } from './is-out-of-memory.ts';
import type { IncludedFile } from './load-placeholders.ts';
import { type FilePlace, type FreshReading, unreadFile } from './read-file.ts';
import type { TreeFile } from './source-tree.ts';
import type { ReadJob, ThreadData, ThreadMessage } from './thread-messages.ts';

/** A text of 1 MiB that people write takes up to 300; one that takes more is made to. */
const memoryLimitMb = 384;
const timeLimitMs = 60_000;

/**
 * Reads one text in a thread of its own, which is ended where it takes too much memory or time: that is a problem of the
 * file then, and of nothing else. How much memory it takes the text decides, with what it names; how long it takes, also
 * what else the machine does.
 * @param include opens the file that a placeholder's target names
 */
export async function readAlone(
  place: FilePlace,
  text: string,
  include: (target: string) => Promise<TreeFile>,
  workerData: ThreadData,
): Promise<FreshReading> {
  const { promise, resolve, reject } = Promise.withResolvers<FreshReading>();
  const included: IncludedFile[] = [];
  const giveUp = (what: string): FreshReading => unreadFile(place.file, `${what} to be read: split it`, included);
  const thread = new Worker(new URL('read-file-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
  });
  const timer = setTimeout(
    () => resolve({ ...giveUp(`takes more than ${timeLimitMs / 1000} seconds`), isPassing: true }),
    timeLimitMs,
  );
  const answer = async (target: string): Promise<void> => {
    const { version, read } = await include(target);
    included.push({ target, version });
    thread.postMessage({ target, version, content: await read() } satisfies ReadJob);
  };
  thread.on('message', (said: ThreadMessage) => {
    if ('target' in said) answer(said.target).catch(reject);
    else if ('reading' in said) resolve(said.reading);
    else reject(new Error(`a file could not be read: ${said.reason}`));
  });
  thread.once('error', (cause) => {
    if (isOutOfMemory(cause)) resolve(giveUp(`takes more than ${memoryLimitMb} MB of memory`));
    else reject(new Error('a thread that reads a file failed', { cause }));
  });
  thread.postMessage({ id: 0, place, text } satisfies ReadJob);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
