import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findFiles } from './find-files.ts';
import { openTextFile } from './read-text-file.ts';
import { isWithin, pathOf, type SourceTree, unreadable } from './source-tree.ts';
import { wildcardMistake } from './wildcard-mistake.ts';

export interface FolderTreeOptions {
  readonly patterns: readonly string[];
  /** The folder that a file source starts in, absolute. Asked for when first needed. */
  readonly root: () => Promise<string>;
}

/** Files on the disk, by absolute paths. */
export function createFolderTree({ patterns, root }: FolderTreeOptions): SourceTree {
  return {
    name: '',
    patterns,
    version: undefined,
    viewUrlOf: () => undefined,
    find: async (pattern) => findFiles(pathOf(await root(), pattern)),
    locate: (path, target) => {
      const mistake = wildcardMistake(target);
      return mistake === undefined ? { pattern: pathOf(dirname(path), target) } : { failure: mistake };
    },
    open: async (path) => openTextFile(pathOf(await root(), path)),
    include: async (path, target) => {
      const folder = await root();
      const file = pathOf(folder, path);
      const boundary = isWithin(folder, file) ? folder : dirname(file);
      const named = pathOf(dirname(file), target);
      if (!isWithin(boundary, named) || !(await isReallyWithin(boundary, named))) {
        return unreadable('is outside of the folder or repository that this file belongs to');
      }
      return openTextFile(named);
    },
  };
}

/** A link on the disk may lead out of a folder that its own path is in. */
async function isReallyWithin(folder: string, path: string): Promise<boolean> {
  const [realFolder, realPath] = await Promise.all([realpath(folder), realpath(path).catch(() => undefined)]);
  return realPath === undefined || isWithin(realFolder, realPath);
}
