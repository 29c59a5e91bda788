import { hash } from 'node:crypto';
import { posix } from 'node:path';
import { type FileText, locateWithin, type SourceTree, unreadable } from './source-tree.ts';
import { wildcardMistake } from './wildcard-mistake.ts';

/** Files that a host lists, and gives one by one. */
export interface ListedFiles {
  readonly name: string;
  /** Paths or globs of the files to read. */
  readonly patterns: readonly string[];
  readonly version: string;
  /** What there is: version by path. Asked for once, and only where the tree has changed. */
  readonly files: () => Promise<ReadonlyMap<string, string>>;
  readonly readText: (path: string) => Promise<FileText>;
  readonly viewUrlOf: (path: string) => string | undefined;
}

/** A tree of such files. */
export function createListedTree({ name, patterns, version, files, readText, viewUrlOf }: ListedFiles): SourceTree {
  let listed: Promise<ReadonlyMap<string, string>> | undefined;
  const list = () => (listed ??= files());

  const open = async (path: string) => {
    const fileVersion = (await list()).get(path);
    if (fileVersion === undefined) return unreadable('is not there');
    return { version: fileVersion, read: () => readText(path) };
  };

  return {
    name,
    patterns,
    version: hash('sha256', JSON.stringify([version, patterns]), 'base64url'),
    viewUrlOf,
    find: async (pattern) => {
      const wanted = pattern.replace(/^\.\//, '').replace(/\/$/, '');
      const known = await list();
      if (known.has(wanted)) return [wanted];
      const paths = [...known.keys()];
      const folder = wanted === '.' ? '' : `${wanted}/`;
      const isBelow = (path: string) =>
        path.startsWith(folder) && /\.ya?ml$/.test(path) && !isHidden(path.slice(folder.length));
      const below = paths.filter(isBelow);
      const fits = (path: string) => posix.matchesGlob(path, wanted) && !/(?:^|\/)node_modules\//.test(path);
      return (below.length > 0 ? below : paths.filter(fits)).toSorted();
    },
    locate: (path, target) => {
      const mistake = wildcardMistake(target);
      return mistake === undefined ? locateWithin(path, target) : { failure: mistake };
    },
    open,
    include: async (path, target) => {
      const place = locateWithin(path, target);
      return 'failure' in place
        ? unreadable('is outside of the folder or repository that this file belongs to')
        : open(place.pattern);
    },
  };
}

const isHidden = (path: string): boolean => /(?:^|\/)(?:\.|node_modules\/)/.test(path);
