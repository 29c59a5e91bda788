import { resolve } from 'node:path';
import type { SourceTarget } from './catalog-store.ts';
import { readAddress } from './addresses.ts';
import { readFileAddress } from './file-address.ts';

/** The file that a repository describes itself in, where nothing else is said. */
export const defaultPaths: readonly string[] = ['catalog-info.yaml'];

/** The id of a source: the same for the same place. */
export function sourceId(target: SourceTarget): string {
  if (target.kind === 'file') return `file:${target.glob}`;
  if (target.kind === 'host') return target.id;
  const branch = target.branch === undefined ? '' : `${target.branch}:`;
  return `git:${target.url}#${branch}${target.paths.join(',')}`;
}

/** A source's place as people write it. */
export function describeTarget(target: SourceTarget): string {
  if (target.kind === 'file') return target.glob;
  return target.kind === 'host' ? target.title : target.url;
}

/**
 * Reads what a person names as a source: the address of a repository or of a file or folder in one, or a file, folder or
 * glob on this machine.
 * @param folder where a relative path starts, absolute
 */
export function parseTarget(text: string, folder: string): SourceTarget {
  const address = readFileAddress(text);
  if (address) {
    const { repositoryUrl, branch, path } = address;
    return { kind: 'git', url: repositoryUrl, ...(branch !== undefined && { branch }), paths: [path] };
  }
  const isRepository = /^(?:[a-z][a-z0-9+.-]*:\/\/|[\w.-]+@[\w.-]+:)/i.test(text) || text.endsWith('.git');
  if (!isRepository) return { kind: 'file', glob: resolve(folder, text) };
  const isPath = text.endsWith('.git') && !/[:@]/.test(text);
  return { kind: 'git', url: isPath ? resolve(folder, text) : text, paths: defaultPaths };
}

/** A repository as it is compared: it is cloned over https and over ssh, with `.git` at the end and without. */
export const repositoryKey = (url: string): string => readAddress(url) ?? url;

/** Whether a source reads already what another would: one that names no branch is taken to read the one that is named. */
export function readsAlready(known: SourceTarget, wanted: SourceTarget): boolean {
  if (known.kind !== 'git' || wanted.kind !== 'git') return sourceId(known) === sourceId(wanted);
  const isSameBranch = known.branch === undefined || wanted.branch === undefined || known.branch === wanted.branch;
  const isSameRepository = repositoryKey(known.url) === repositoryKey(wanted.url);
  return isSameRepository && isSameBranch && wanted.paths.every((path) => known.paths.includes(path));
}
