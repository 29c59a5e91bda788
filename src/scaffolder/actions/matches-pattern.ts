import { matchesGlob } from 'node:path';

/** Whether a path fits one of the globs; a folder's name takes all below it, and wildcards take dotfiles. */
export function matchesPattern(path: string, patterns: readonly string[]): boolean {
  return patterns
    .map((pattern) => pattern.replace(/^\.\//, '').replace(/\/$/, ''))
    .some((pattern) => matches(path, pattern) || matches(path, `${pattern}/**`));
}

// Node's globs pass dotfiles over, Backstage's do not: with the dots disguised, they are names like any other.
const matches = (path: string, pattern: string): boolean => matchesGlob(disguiseDots(path), disguiseDots(pattern));
const disguiseDots = (text: string): string => text.replaceAll(/(^|\/)\./g, '$1\u{1}');
