import { dirname, isAbsolute, join, posix, relative, sep } from 'node:path';

/** A file's text, or why it could not be read: a sentence without its subject and end, such as "is not there". */
export type FileText = { readonly text: string } | { readonly failure: string };

/** A file of a tree, whether it is there or not. */
export interface TreeFile {
  /** Says what its content is: as long as it is the same, so is the content. */
  readonly version: string;
  readonly read: () => Promise<FileText>;
}

/** What a target comes to: a path or glob of the tree, or why it can't be followed, to follow a comma. */
export type Place = { readonly pattern: string } | { readonly failure: string };

/** Files that belong together, such as those of one repository: what one of them names is looked for among them. */
export interface SourceTree {
  /** Tells it from the other trees of its source, such as a repository's name; empty where it is the only one. */
  readonly name: string;
  /** Paths or globs of the files to read. */
  readonly patterns: readonly string[];
  /** What all of it is at, such as a commit: as long as it is the same, no file has changed. Undefined where unknown. */
  readonly version: string | undefined;
  /** The paths that a pattern stands for, in order. */
  readonly find: (pattern: string) => Promise<readonly string[]>;
  /** What a target means that a Location in a file names. */
  readonly locate: (path: string, target: string) => Place;
  readonly open: (path: string) => Promise<TreeFile>;
  /** The file of the same tree whose content a placeholder in a file stands for. */
  readonly include: (path: string, target: string) => Promise<TreeFile>;
  /** The address at which a person can read a file. */
  readonly viewUrlOf: (path: string) => string | undefined;
}

/** What a file is called in problems and origins. */
export const fileName = (tree: Pick<SourceTree, 'name'>, path: string): string =>
  tree.name === '' ? path : `${tree.name}/${path}`;

/** Whether a target names a place on the network instead of a file. */
export const isRemote = (target: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(target);

/** A file that can't be read. @param failure a sentence without its subject and end, such as "is not there" */
export const unreadable = (failure: string): TreeFile => ({
  version: `unreadable: ${failure}`,
  read: () => Promise.resolve({ failure }),
});

/** Whether a path is the folder or below it; both absolute. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A path as a target: a relative one starts at `folder`. */
export function pathOf(folder: string, target: string): string {
  return isAbsolute(target) ? join(target) : join(folder, target);
}

/** What a target means in a tree whose paths are relative to its root: it stays in the tree. */
export function locateWithin(path: string, target: string): Place {
  const pattern = posix.isAbsolute(target) ? target : posix.join(dirname(path), target);
  const isOutside = posix.isAbsolute(pattern) || pattern === '..' || pattern.startsWith('../');
  return isOutside ? { failure: 'which is outside of this repository' } : { pattern };
}
