import { glob, lstat, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/**
 * The files that a path or glob stands for, in order: a folder stands for every `.yaml` and `.yml` file below it.
 * What package managers and version control keep is left out.
 * @param pattern absolute
 */
export async function findFiles(pattern: string): Promise<readonly string[]> {
  const stats = await stat(pattern).catch(() => undefined);
  if (stats?.isFile()) return [pattern];
  const files = stats?.isDirectory() ? await filesBelow(pattern) : await matches(pattern);
  return files.toSorted();
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const files = await matches(join(folder, '**/*.{yaml,yml}'));
  return files.filter((path) => !isHidden(path.slice(folder.length)));
}

/** The files that a glob stands for. */
async function matches(pattern: string): Promise<readonly string[]> {
  const { wild, fixed } = splitPattern(pattern);
  const found: string[] = [];
  const folders: string[] = [];
  for await (const entry of glob(wild, { withFileTypes: true, exclude: ({ name }) => leftOut.has(name) })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory()) found.push(path);
    else if (!leftOut.has(entry.name)) folders.push(path);
  }
  if (fixed === '') return found;
  const named: string[] = [];
  for (let start = 0; start < folders.length; start += lookedUpAtOnce) {
    const some = folders.slice(start, start + lookedUpAtOnce).map((folder) => join(folder, fixed));
    const areFiles = await Promise.all(some.map(isThereAsFile));
    named.push(...some.filter((_, index) => areFiles[index]));
  }
  return named;
}

/**
 * What comes after the last wildcard is looked up by its name, which takes Node's glob three times as long. It has
 * folders of any depth to itself: only it knows there what to leave out.
 */
function splitPattern(pattern: string): { readonly wild: string; readonly fixed: string } {
  const parts = pattern.split('/');
  const start = parts.findLastIndex((part) => /[*?[\]{}()!\\]/.test(part)) + 1;
  const isForGlob = start === 0 || parts.some((part) => part === '**' || leftOut.has(part));
  return isForGlob
    ? { wild: pattern, fixed: '' }
    : { wild: parts.slice(0, start).join('/'), fixed: parts.slice(start).join('/') };
}

async function isThereAsFile(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats !== undefined && !stats.isDirectory();
}

const lookedUpAtOnce = 256;

const leftOut: ReadonlySet<string> = new Set(['node_modules', '.git']);

const isHidden = (path: string): boolean => path.includes(`${sep}.`);
