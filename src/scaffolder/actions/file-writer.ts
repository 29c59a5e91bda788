import { mkdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { isWithin } from '#callboard/catalog/source-tree.ts';
import type { RenderedEntry } from './render-skeleton.ts';

export interface WriteContext {
  /** Absolute, below the root. */
  readonly folder: string;
  /** Absolute, without links in it; nothing is written outside of it, whatever links stand below it. */
  readonly root: string;
  /** Whether what is there already is written over; it is left as it is otherwise. */
  readonly replaces: boolean;
}

/**
 * Writes files and links below a folder, many at the same time.
 * @returns writes one batch; @throws Refusal where a link would lead a file out of the root
 */
export function createFileWriter(context: WriteContext): (entries: readonly RenderedEntry[]) => Promise<void> {
  const known = new Set<string>([context.root]);
  return async (entries) => {
    const targets = entries.map((entry) => ({ entry, target: path.join(context.folder, entry.path) }));
    for (const folder of new Set(targets.map(({ target }) => path.dirname(target)))) {
      await makeFolder(folder, context.root, known);
    }
    await Promise.all(targets.map(({ entry, target }) => write(entry, target, context)));
  };
}

async function write(entry: RenderedEntry, target: string, { replaces, root }: WriteContext): Promise<void> {
  try {
    await create(entry, target);
  } catch (error) {
    if (!isThere(error)) throw error;
    if (!replaces) return;
    await removeFile(target, root);
    await create(entry, target);
  }
}

/** @throws what is there is never written through: a link may lead anywhere */
async function create(entry: RenderedEntry, target: string): Promise<void> {
  if (entry.kind === 'link') await symlink(entry.target, target);
  else await writeFile(target, entry.content, { flag: 'wx', mode: entry.isExecutable ? 0o755 : 0o644 });
}

async function removeFile(target: string, root: string): Promise<void> {
  await rm(target).catch((cause: unknown) => {
    throw new Refusal(
      `"${path.relative(root, target)}" is a folder already, and can not become a file.`,
      { code: 'unsafe-skeleton', hint: 'Correct the template, or a value that is used in the name.' },
      { cause },
    );
  });
}

/** Makes a folder level by level, so that no link on the way is followed out of the root. */
async function makeFolder(folder: string, root: string, known: Set<string>): Promise<void> {
  if (known.has(folder)) return;
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
