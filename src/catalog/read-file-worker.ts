import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { TreeFile } from './source-tree.ts';
import type { IncludedContent, ReadJob, ThreadData, ThreadMessage } from './thread-messages.ts';

const { addedKinds, compiledFolder }: ThreadData = workerData;
// A thread compiles anew what it imports, unless it is told where that is kept: two thirds of its start.
if (compiledFolder !== undefined) enableCompileCache(compiledFolder);
const { createKinds } = await import('./kinds.ts');
const { readFileText } = await import('./read-file.ts');
const kinds = createKinds(addedKinds);
/** By target: who waits for its content. */
const asked = new Map<string, (file: IncludedContent) => void>();
const say = (message: ThreadMessage): void => parentPort?.postMessage(message);

/** Files are opened where the trees are: their content is asked for, one after the other. */
async function include(target: string): Promise<TreeFile> {
  const { promise, resolve } = Promise.withResolvers<IncludedContent>();
  asked.set(target, resolve);
  say({ target });
  const { version, content } = await promise;
  return { version, read: () => Promise.resolve(content) };
}

/** A thread in which files are parsed and checked: a text comes in, what it says goes out. */
parentPort?.on('message', (job: ReadJob) => {
  if ('target' in job) {
    asked.get(job.target)?.(job);
    return;
  }
  readFileText(job.place, job.text, include, kinds).then(
    (reading) => say({ id: job.id, reading }),
    (error: unknown) => say({ id: job.id, reason: error instanceof Error ? error.message : String(error) }),
  );
});
