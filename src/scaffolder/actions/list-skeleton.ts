import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { listGitLinks } from '#callboard/git/list-git-links.ts';

/** One file or link of a skeleton. Its path is relative to the skeleton, with slashes. */
export type SkeletonEntry =
  | { readonly kind: 'file'; readonly path: string; readonly bytes: number; readonly isExecutable: boolean }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

const filesAtMost = 20_000;
const megabyte = 1_000_000;
const fileBytesAtMost = 50 * megabyte;
const totalBytesAtMost = 250 * megabyte;

/**
 * Lists a skeleton's files in the order of their names. A link, to a file or a folder, is listed as the link that it is
 * and never followed; Git's own files are passed over.
 * @param folder absolute
 * @throws Refusal for what is neither file, folder nor link, for a link that leaves the skeleton, and for more files or
 *   bytes than a skeleton may have
 */
export async function listSkeleton(folder: string): Promise<readonly SkeletonEntry[]> {
  if (!(await lstat(folder)).isDirectory()) throw noFolder(folder);
  const links = await listGitLinks(folder);
  const entries: SkeletonEntry[] = [];
  let bytes = 0;
  for await (const entry of walk(folder, '', links)) {
    entries.push(entry);
    bytes += entry.kind === 'file' ? entry.bytes : 0;
    if (entries.length > filesAtMost) throw tooLarge(`more than ${filesAtMost} files`);
    if (bytes > totalBytesAtMost) throw tooLarge(`more than ${totalBytesAtMost / megabyte} MB`);
  }
  return entries;
}

async function* walk(skeleton: string, name: string, links: ReadonlySet<string>): AsyncGenerator<SkeletonEntry> {
  const found = await readdir(path.join(skeleton, name), { withFileTypes: true });
  const kept = found.filter((entry) => path.posix.join(name, entry.name) !== '.git');
  const ordered = kept.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (let start = 0; start < ordered.length; start += lookedAtOnce) {
    const part = ordered.slice(start, start + lookedAtOnce);
    const stats = await Promise.all(part.map((entry) => lstat(path.join(skeleton, name, entry.name))));
    for (const [index, entry] of part.entries()) {
      const inner = path.posix.join(name, entry.name);
      if (entry.isDirectory()) yield* walk(skeleton, inner, links);
      else yield await readEntry(skeleton, inner, entry, stats[index], links.has(inner));
    }
  }
}

const lookedAtOnce = 64;

/** @param isGitLink whether a checkout has a link here as a small file, so that none leads out of it */
async function readEntry(
  skeleton: string,
  name: string,
  entry: Dirent,
  stats: Stats | undefined,
  isGitLink: boolean,
): Promise<SkeletonEntry> {
  const file = path.join(skeleton, name);
  const bytes = stats?.size ?? 0;
  if (entry.isSymbolicLink() || (entry.isFile() && isGitLink && bytes < 4096)) {
    const target = entry.isSymbolicLink() ? await readlink(file) : await readFile(file, 'utf8');
    requireInside(name, target);
    return { kind: 'link', path: name, target };
  }
  if (!entry.isFile()) {
    throw new Refusal(`The skeleton has "${name}", which is neither a file, a folder nor a link.`, {
      code: 'unsafe-skeleton',
      hint: 'Remove it from the template.',
    });
  }
  if (bytes > fileBytesAtMost) {
    throw tooLarge(`the file "${name}" of ${Math.ceil(bytes / megabyte)} MB, more than ${fileBytesAtMost / megabyte}`);
  }
  return { kind: 'file', path: name, bytes, isExecutable: ((stats?.mode ?? 0) & 0o111) !== 0 };
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

const noFolder = (folder: string): Refusal =>
  new Refusal(`What the template fetches is no folder: ${path.basename(folder)}.`, {
    code: 'no-skeleton',
    hint: 'Name a folder; fetch:plain:file and fetch:template:file fetch one file.',
  });

const tooLarge = (what: string): Refusal =>
  new Refusal(`The skeleton has ${what}.`, {
    code: 'skeleton-too-large',
    hint: 'Let the template fetch less: a folder of it, or without what can be made later.',
  });
