import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GitCredentials } from '#callboard/core/git-credentials.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { cloneShallow } from '#callboard/git/clone-shallow.ts';
import { readRemoteHead } from '#callboard/git/read-remote-head.ts';
import type { Source, SourceTarget } from './catalog-store.ts';
import { createFolderTree } from './folder-tree.ts';
import type { HostSource } from './host-source.ts';
import { removeOldFolders } from './remove-old-folders.ts';
import { describeTarget } from './source-target.ts';
import type { SourceTree } from './source-tree.ts';
import { viewUrl } from './view-url.ts';

/** What opening a source needs besides the source. */
export interface OpenSourceContext {
  /** A folder for clones, absolute; it exists. What is cloned is removed at once; what a killed process left, after an hour. */
  readonly dataFolder: string;
  readonly credentialsFor: (url: string) => GitCredentials | undefined;
  /** The page of a repository that is not on the web at the address it is read from; undefined for others. */
  readonly pageOf: (repositoryUrl: string) => string | undefined;
  /** The sources that plugins read, by id. */
  readonly hostSource: (id: string) => HostSource | undefined;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
}

/** A source whose files can be read. */
export interface OpenedSource {
  readonly trees: readonly SourceTree[];
  /** What its host wants to be told the next time. */
  readonly host?: Json;
  readonly close: () => Promise<void>;
}

/**
 * Opens all that a source has now. Nothing is fetched yet that is as it was at the last time.
 * @param host what its host wanted to be told
 * @throws Refusal where it cannot be read at all
 */
export async function openSource(
  { id, target }: Source,
  host: Json | undefined,
  context: OpenSourceContext,
): Promise<OpenedSource> {
  if (target.kind === 'file') return { trees: [filesTree(target.glob)], close: () => Promise.resolve() };
  if (target.kind === 'git') return openRepository(target, context);
  const source = context.hostSource(id);
  if (source) return { close: () => Promise.resolve(), ...(await source.open(host, context.signal)) };
  throw new Refusal(`${target.title} is read by a plugin that is not there.`, {
    code: 'no-plugin',
    hint: 'Name the plugin in callboard.yaml, or take the source out.',
  });
}

/** A source that holds no file that was asked for. */
export function nothingToRead(target: SourceTarget): Refusal {
  const isRepository = target.kind === 'git';
  const missing = isRepository ? `: the repository has no ${target.paths.join(' and no ')}` : '';
  return new Refusal(`Nothing is there to read at ${describeTarget(target)}${missing}.`, {
    code: 'nothing-to-read',
    hint: isRepository ? 'Add the file, or name the ones to read under `paths`.' : 'Check the path.',
  });
}

const filesTree = (glob: string): SourceTree =>
  createFolderTree({ patterns: [glob], root: once(() => rootOf(glob)), isConfined: false });

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

async function openRepository(
  { url, branch, paths }: SourceTarget & { readonly kind: 'git' },
  { dataFolder, credentialsFor, pageOf, now, signal }: OpenSourceContext,
): Promise<OpenedSource> {
  const credentials = await credentialsFor(url)?.read();
  const options = { ...(branch && { branch }), ...(credentials && { credentials }), ...(signal && { signal }) };
  const head = await readRemoteHead(url, options);
  let folder: string | undefined;
  const clone = async () => {
    const clones = join(dataFolder, 'clones');
    await mkdir(clones, { recursive: true });
    await removeOldFolders(clones, now());
    folder = await mkdtemp(join(clones, 'clone-'));
    await cloneShallow(url, folder, options);
    return folder;
  };
  const tree = createFolderTree({
    patterns: paths,
    version: [head.commit, head.branch, ...paths].join(' '),
    root: once(clone),
    isConfined: true,
    viewUrlOf: (path) => viewUrl(pageOf(url) ?? url, head.branch, path),
  });
  const close = async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  return { trees: [tree], close };
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => (made ??= make());
}
