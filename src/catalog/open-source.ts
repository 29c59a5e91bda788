import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GitCredentials } from '#callboard/core/git-credentials.ts';
import { requirePublicHost } from '#callboard/core/http/public-host.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { clonePartial, type PartialClone } from '#callboard/git/partial-clone.ts';
import { readRemoteHead } from '#callboard/git/read-remote-head.ts';
import type { Source, SourceTarget } from './catalog-store.ts';
import { fetchText } from './fetch-text.ts';
import { createFolderTree } from './folder-tree.ts';
import type { HostSource } from './host-source.ts';
import type { NamedRepository } from './read-named.ts';
import { removeOldFolders } from './remove-old-folders.ts';
import { inBatches } from './in-batches.ts';
import { createListedTree } from './listed-tree.ts';
import { openTextFile } from './read-text-file.ts';
import { createRemoteFiles } from './remote-files.ts';
import { staysAt } from './stays-at.ts';
import { describeTarget } from './source-target.ts';
import type { FileText, SourceTree, TreeFile } from './source-tree.ts';
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
  /** Hosts that may be read although they are not on the public internet. */
  readonly allowedHosts: () => ReadonlySet<string>;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
}

/** A source whose files can be read. */
export interface OpenedSource {
  readonly trees: readonly SourceTree[];
  /** What its host wants to be told the next time. */
  readonly host?: Json;
  /**
   * Opens a repository that a Location names.
   * @throws Refusal where it cannot be read, or is at a private address that is not allowed
   */
  readonly openRepository: (repository: NamedRepository) => Promise<SourceTree>;
  /** Opens a file on the network whose content a placeholder stands for. */
  readonly openRemote: (url: string) => Promise<TreeFile>;
  readonly close: () => Promise<void>;
}

/**
 * Opens all that a source has now. Nothing is fetched yet that is as it was at the last time.
 * @param host what its host wanted to be told
 * @throws Refusal where it cannot be read at all
 */
export async function openSource(
  { id, origin, target }: Source,
  host: Json | undefined,
  context: OpenSourceContext,
): Promise<OpenedSource> {
  const repositories = createRepositories(context);
  const openRepository = (repository: NamedRepository) => repositories.open(repository, false);
  const openRemote = createRemoteFiles(openRepository, (url) => fetchText(url, context.allowedHosts(), context.signal));
  const opened = { openRepository, openRemote, close: repositories.close };
  if (target.kind === 'file') return { ...opened, trees: [filesTree(target.glob)] };
  if (target.kind === 'git') {
    // Files of this machine are named on it; only what is on the network is named by anybody.
    const isTrusted = origin !== 'registered' || !isOnNetwork(target.url);
    return { ...opened, trees: [await repositories.open({ name: '', ...target }, isTrusted)] };
  }
  const source = context.hostSource(id);
  if (source) return { ...opened, ...(await source.open(host, context.signal)) };
  throw new Refusal(`${target.title} is read by a plugin that is not there.`, {
    code: 'no-plugin',
    hint: 'Name the plugin in callboard.yaml, or take the source out.',
  });
}

const isOnNetwork = (url: string): boolean => !/^(?:\/|file:)/i.test(url);

/** A source that holds no file that was asked for. */
export function nothingToRead(target: SourceTarget): Refusal {
  const isRepository = target.kind === 'git';
  const missing = isRepository ? `: the repository has no ${target.paths.join(' and no ')}` : '';
  return new Refusal(`Nothing is there to read at ${describeTarget(target)}${missing}.`, {
    code: 'nothing-to-read',
    hint: isRepository ? 'Add the file, or name the ones to read under `paths`.' : 'Check the path.',
  });
}

const filesTree = (glob: string): SourceTree => createFolderTree({ patterns: [glob], root: once(() => rootOf(glob)) });

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

/** What keeps clones for as long as a source is open. */
interface Repositories {
  readonly open: (repository: NamedRepository, isTrusted: boolean) => Promise<SourceTree>;
  readonly close: () => Promise<void>;
}

function createRepositories({
  dataFolder,
  credentialsFor,
  pageOf,
  allowedHosts,
  now,
  signal,
}: OpenSourceContext): Repositories {
  const folders: string[] = [];
  const makeFolder = async (): Promise<string> => {
    const clones = join(dataFolder, 'clones');
    await mkdir(clones, { recursive: true });
    await removeOldFolders(clones, now());
    const folder = await mkdtemp(join(clones, 'clone-'));
    folders.push(folder);
    return folder;
  };
  return {
    open: async ({ name, url, branch, paths }, isTrusted) => {
      const configuration = isTrusted ? {} : staysAt(await requirePublicHost(url, allowedHosts()));
      const credentials = await credentialsFor(url)?.read();
      const options = {
        configuration,
        ...(branch !== undefined && { branch }),
        ...(credentials && { credentials }),
        ...(signal && { signal }),
      };
      const head = await readRemoteHead(url, options);
      const clone = once(async () => {
        const folder = await makeFolder();
        return readInBatches(folder, await clonePartial(url, folder, options));
      });
      return createListedTree({
        name,
        patterns: paths,
        version: `${head.commit} ${head.branch}`,
        files: async () => (await clone()).files,
        readText: async (path) => (await clone()).readText(path),
        viewUrlOf: (path) => viewUrl(pageOf(url) ?? url, head.branch, path),
      });
    },
    close: async () => {
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Files that are read at the same time are fetched in one request. */
function readInBatches(folder: string, { files, bring }: PartialClone) {
  const bringSoon = inBatches(bring);
  return {
    files,
    readText: async (path: string): Promise<FileText> => {
      await bringSoon(path);
      return (await openTextFile(join(folder, path))).read();
    },
  };
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => (made ??= make());
}
