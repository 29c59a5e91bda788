import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';

/** One file or link of a skeleton, as read. Its path is relative to the skeleton, with slashes. */
export type SkeletonEntry =
  | { readonly kind: 'file'; readonly path: string; readonly content: Buffer; readonly isExecutable: boolean }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/**
 * Reads a skeleton's files in the order of their names; links are not followed, and Git's own files are passed over.
 * @param folder absolute
 * @throws Refusal for what is neither file, folder nor link, and for a link that leaves the skeleton
 */
export async function readSkeleton(folder: string): Promise<readonly SkeletonEntry[]> {
  const names = await readdir(folder, { recursive: true });
  const entries: SkeletonEntry[] = [];
  for (const name of names.toSorted()) {
    if (name === '.git' || name.startsWith(`.git${path.sep}`)) continue;
    const entry = await readEntry(folder, name.split(path.sep).join('/'));
    if (entry) entries.push(entry);
  }
  return entries;
}

async function readEntry(folder: string, name: string): Promise<SkeletonEntry | undefined> {
  const file = path.join(folder, name);
  const stats = await lstat(file);
  if (stats.isDirectory()) return undefined;
  if (stats.isSymbolicLink()) {
    const target = await readlink(file);
    requireInside(name, target);
    return { kind: 'link', path: name, target };
  }
  if (!stats.isFile()) {
    throw new Refusal(`The skeleton has "${name}", which is neither a file, a folder nor a link.`, {
      code: 'unsafe-skeleton',
      hint: 'Remove it from the template.',
    });
  }
  return { kind: 'file', path: name, content: await readFile(file), isExecutable: (stats.mode & 0o111) !== 0 };
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
