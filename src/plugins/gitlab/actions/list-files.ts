import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** The files of a folder and of those in it, relative to it, with slashes. @param folder absolute */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
