import { isAbsolute, join, relative, sep } from 'node:path';

/** Files on the disk that one source is read from. */
export interface SourceTree {
  readonly sourceId: string;
  /** Absolute: the repository's root, or the folder that a file source starts in. */
  readonly root: string;
  /** True for a repository: no file outside of it is read for it. */
  readonly isConfined: boolean;
  /** The address at which a person can read a file of the tree, given relative to its root. */
  readonly viewUrlOf?: (file: string) => string | undefined;
}

/** Whether a path is the folder or below it; both absolute. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** What a file is called in problems and origins: relative to a repository's root, else absolute. */
export function fileName(tree: SourceTree, path: string): string {
  return tree.isConfined ? relative(tree.root, path).split(sep).join('/') : path;
}

/** A path as a target within a tree: a relative one starts at `folder`. */
export function pathOf(folder: string, target: string): string {
  return isAbsolute(target) ? join(target) : join(folder, target);
}
