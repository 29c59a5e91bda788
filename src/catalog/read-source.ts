import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GitCredentials } from '#callboard/core/git-credentials.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { cloneShallow } from '#callboard/git/clone-shallow.ts';
import type { Source, SourceTarget } from './catalog-store.ts';
import { readTree, type SourceRead } from './read-tree.ts';
import { removeOldFolders } from './remove-old-folders.ts';
import { describeTarget } from './source-target.ts';
import { viewUrl } from './view-url.ts';

/** What reading a source needs besides the source. */
export interface ReadSourceContext {
  /** A folder for clones, absolute; it exists. What is cloned is removed at once; what a killed process left, after an hour. */
  readonly dataFolder: string;
  readonly credentialsFor: (url: string) => GitCredentials | undefined;
  /** The page of a repository that is not on the web at the address it is read from; undefined for others. */
  readonly pageOf: (repositoryUrl: string) => string | undefined;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
}

/**
 * Reads all that a source says now.
 * @throws Refusal where it cannot be read at all, or holds no file that was asked for
 */
export async function readSource(source: Source, context: ReadSourceContext): Promise<SourceRead> {
  const { target } = source;
  const read =
    target.kind === 'file'
      ? await readFiles(source.id, target.glob, context.signal)
      : await readRepository(source.id, target, context);
  if (read.files.length > 0) return read;
  throw new Refusal(
    `Nothing is there to read at ${describeTarget(target)}${target.kind === 'git' ? `: the repository has no ${target.paths.join(' and no ')}` : ''}.`,
    {
      code: 'nothing-to-read',
      hint: target.kind === 'git' ? 'Add the file, or name the ones to read under `paths`.' : 'Check the path.',
    },
  );
}

async function readFiles(id: string, glob: string, signal?: AbortSignal): Promise<SourceRead> {
  return readTree({ sourceId: id, root: await rootOf(glob), isConfined: false }, [glob], signal);
}

/** The folder that a path or glob starts in, or the repository around it: what its files may name lies below. */
async function rootOf(glob: string): Promise<string> {
  const stats = await stat(glob).catch(() => undefined);
  const fixed = stats ? glob : `${glob.split(/[*?{[]/, 1)[0]}_`;
  const start = stats?.isDirectory() ? glob : dirname(fixed);
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    if (await stat(join(folder, '.git')).catch(() => undefined)) return folder;
  }
  return start;
}

async function readRepository(
  id: string,
  { url, paths }: SourceTarget & { readonly kind: 'git' },
  { dataFolder, credentialsFor, pageOf, now, signal }: ReadSourceContext,
): Promise<SourceRead> {
  const clones = join(dataFolder, 'clones');
  await mkdir(clones, { recursive: true });
  await removeOldFolders(clones, now());
  const folder = await mkdtemp(join(clones, 'clone-'));
  try {
    const credentials = await credentialsFor(url)?.read();
    const { branch } = await cloneShallow(url, folder, {
      ...(credentials === undefined ? {} : { credentials }),
      ...(signal === undefined ? {} : { signal }),
    });
    const tree = {
      sourceId: id,
      root: folder,
      isConfined: true,
      viewUrlOf: (file: string) => viewUrl(pageOf(url) ?? url, branch, file),
    };
    return await readTree(tree, paths, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
