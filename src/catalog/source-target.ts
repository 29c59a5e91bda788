import { resolve } from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import type { SourceTarget } from './catalog-store.ts';

/** The file that a repository describes itself in, where nothing else is said. */
export const defaultPaths: readonly string[] = ['catalog-info.yaml'];

/** The id of a source: the same for the same place. */
export function sourceId(target: SourceTarget): string {
  return target.kind === 'file' ? `file:${target.glob}` : `git:${target.url}#${target.paths.join(',')}`;
}

/** A source's place as people write it. */
export function describeTarget(target: SourceTarget): string {
  return target.kind === 'file' ? target.glob : target.url;
}

/**
 * Reads what a person names as a source: the address of a repository, or a file, folder or glob.
 * @param folder where a relative path starts, absolute
 * @throws Refusal where it is the address of something else
 */
export function parseTarget(text: string, folder: string): SourceTarget {
  if (/^https?:\/\/.+\/(?:blob|tree|raw)\//.test(text)) {
    throw new Refusal(`${text} is the address of a file, and only whole repositories are read.`, {
      code: 'not-a-source',
      hint: 'Give the address that the repository is cloned from.',
    });
  }
  const isRepository = /^(?:[a-z][a-z0-9+.-]*:\/\/|[\w.-]+@[\w.-]+:)/i.test(text) || text.endsWith('.git');
  if (!isRepository) return { kind: 'file', glob: resolve(folder, text) };
  const isPath = text.endsWith('.git') && !/[:@]/.test(text);
  return { kind: 'git', url: isPath ? resolve(folder, text) : text, paths: defaultPaths };
}
