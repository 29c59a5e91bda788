import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** What is below a folder. */
export interface FolderEntry {
  readonly name: string;
  /** Relative to the root that was given, with slashes. */
  readonly path: string;
  /** A link is a link, whatever it leads to. */
  readonly kind: 'file' | 'folder' | 'other';
}

/**
 * What is below a folder, in the order of paths; links are never followed.
 * @param root absolute; paths are relative to it
 * @param recursive whether what is in folders below is listed too
 */
export async function listFolder(root: string, folder: string, recursive: boolean): Promise<readonly FolderEntry[]> {
  // Without types, Node would follow links to folders.
  const found = await readdir(folder, { recursive, withFileTypes: true });
  return found
    .map((entry): FolderEntry => {
      const place = path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
      return {
        name: entry.name,
        path: place,
        kind: entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other',
      };
    })
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
