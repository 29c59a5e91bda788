import { mkdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { isWithin } from '#callboard/catalog/source-tree.ts';
import type { SkeletonEntry } from './read-skeleton.ts';

/**
 * Writes rendered files below a folder, over what is there.
 * @param root absolute, without links in it; nothing is written outside of it, whatever links stand below it
 * @throws Refusal where a link would lead a file out of the root
 */
export async function writeFiles(
  entries: readonly SkeletonEntry[],
  folder: string,
  root: string,
  signal: AbortSignal,
): Promise<void> {
  const known = new Set<string>();
  for (const entry of entries) {
    signal.throwIfAborted();
    const target = path.join(folder, entry.path);
    await makeFolder(path.dirname(target), root, known);
    await rm(target, { force: true });
    if (entry.kind === 'link') await symlink(entry.target, target);
    else await writeFile(target, entry.content, { flag: 'wx', mode: entry.isExecutable ? 0o755 : 0o644 });
  }
}

/** Makes a folder level by level, so that no link on the way is followed out of the root. */
async function makeFolder(folder: string, root: string, known: Set<string>): Promise<void> {
  if (folder === root || known.has(folder)) return;
  await makeFolder(path.dirname(folder), root, known);
  await mkdir(folder).catch((error: unknown) => {
    if (!isThere(error)) throw error;
  });
  if (!isWithin(root, await realpath(folder))) {
    throw new Refusal(`A link leads "${path.relative(root, folder)}" out of the run's folder.`, {
      code: 'unsafe-skeleton',
      hint: 'Remove the link from the template.',
    });
  }
  known.add(folder);
}

const isThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';
