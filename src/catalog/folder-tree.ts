import { realpath } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { findFiles } from './find-files.ts';
import { openTextFile } from './read-text-file.ts';
import { isWithin, locateWithin, pathOf, type SourceTree, unreadable } from './source-tree.ts';
import { wildcardMistake } from './wildcard-mistake.ts';

export interface FolderTreeOptions {
  readonly name?: string;
  readonly patterns: readonly string[];
  readonly version?: string;
  /** Absolute: the repository's root, or the folder that a file source starts in. Asked for when first needed. */
  readonly root: () => Promise<string>;
  /**
   * True for a repository: no file outside of it is read, and paths are relative to it. Otherwise they are absolute.
   */
  readonly isConfined: boolean;
  readonly viewUrlOf?: (path: string) => string | undefined;
}

/** Files on the disk. */
export function createFolderTree(options: FolderTreeOptions): SourceTree {
  const { name = '', patterns, version, root, isConfined, viewUrlOf = () => undefined } = options;

  const absolute = async (path: string) => pathOf(await root(), path);

  return {
    name,
    patterns,
    version,
    viewUrlOf,
    find: async (pattern) => {
      const folder = await root();
      const files = await findFiles(pathOf(folder, pattern));
      if (!isConfined) return files;
      const within = files.filter((file) => isWithin(folder, file));
      return within.map((file) => relative(folder, file).split(sep).join('/'));
    },
    locate: (path, target) => {
      const mistake = wildcardMistake(target);
      if (mistake !== undefined) return { failure: mistake };
      return isConfined ? locateWithin(path, target) : { pattern: pathOf(dirname(path), target) };
    },
    open: async (path) => openTextFile(await absolute(path)),
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
