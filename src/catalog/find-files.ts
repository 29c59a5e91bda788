import { glob, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/**
 * The files that a path or glob stands for, in order: a folder stands for every `.yaml` and `.yml` file below it.
 * What package managers and version control keep is left out.
 * @param pattern absolute
 */
export async function findFiles(pattern: string): Promise<readonly string[]> {
  const stats = await stat(pattern).catch(() => undefined);
  if (stats?.isFile()) return [pattern];
  const wanted = stats?.isDirectory() ? join(pattern, '**/*.{yaml,yml}') : pattern;
  const isFolder = stats?.isDirectory() ?? false;
  const files: string[] = [];
  for await (const entry of glob(wanted, { withFileTypes: true, exclude: ({ name }) => leftOut.has(name) })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory() || (isFolder && isHidden(path.slice(pattern.length)))) continue;
    files.push(path);
  }
  return files.toSorted();
}

const leftOut: ReadonlySet<string> = new Set(['node_modules', '.git']);

const isHidden = (path: string): boolean => path.includes(`${sep}.`);
