import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';

/** One file or link of a skeleton, as read. Its path is relative to the skeleton, with slashes. */
export type SkeletonEntry =
  | { readonly kind: 'file'; readonly path: string; readonly content: Buffer; readonly isExecutable: boolean }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/**
 * Reads a skeleton's files in the order of their names. A link, to a file or a folder, is read as the link that it is
 * and never followed; Git's own files are passed over.
 * @param folder absolute
 * @throws Refusal for what is neither file, folder nor link, and for a link that leaves the skeleton
 */
export async function readSkeleton(folder: string): Promise<readonly SkeletonEntry[]> {
  return readFolder(folder, '');
}

async function readFolder(skeleton: string, name: string): Promise<readonly SkeletonEntry[]> {
  const found = await readdir(path.join(skeleton, name), { withFileTypes: true });
  const entries: SkeletonEntry[] = [];
  for (const entry of found.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = path.posix.join(name, entry.name);
    if (inner === '.git') continue;
    entries.push(...(await readEntry(skeleton, inner, entry)));
  }
  return entries;
}

async function readEntry(skeleton: string, name: string, entry: Dirent): Promise<readonly SkeletonEntry[]> {
  const file = path.join(skeleton, name);
  if (entry.isDirectory()) return readFolder(skeleton, name);
  if (entry.isSymbolicLink()) {
    const target = await readlink(file);
    requireInside(name, target);
    return [{ kind: 'link', path: name, target }];
  }
  if (!entry.isFile()) {
    throw new Refusal(`The skeleton has "${name}", which is neither a file, a folder nor a link.`, {
      code: 'unsafe-skeleton',
      hint: 'Remove it from the template.',
    });
  }
  const isExecutable = ((await lstat(file)).mode & 0o111) !== 0;
  return [{ kind: 'file', path: name, content: await readFile(file), isExecutable }];
}

/**
 * @param name of the link, relative to the root that its target may not leave
 * @throws Refusal where the target leads out
 */
export function requireInside(name: string, target: string): void {
  const parts = target.split('/');
  const climbs = parts.findLastIndex((part) => part === '..') + 1;
  // Climbing after descending could pass through another link and come out elsewhere than it reads.
  const climbsFirst = parts.slice(0, climbs).every((part) => part === '..');
  const resolved = path.posix.join(path.posix.dirname(name), target);
  if (!path.posix.isAbsolute(target) && climbsFirst && resolved !== '..' && !resolved.startsWith('../')) return;
  throw new Refusal(`The link "${name}" leads out of the skeleton, to "${target}".`, {
    code: 'unsafe-skeleton',
    hint: 'Let it point at a file of the skeleton.',
  });
}
