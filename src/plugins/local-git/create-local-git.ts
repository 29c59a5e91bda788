import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal } from '#callboard/core/refusal.ts';
import { pushFolder, type Author } from '#callboard/git/push-folder.ts';
import { pushMerge } from '#callboard/git/push-merge.ts';
import { runGit } from '#callboard/git/run-git.ts';
import { readRunTrailer } from '#callboard/git/run-trailer.ts';
import type { GitHost, Repository, RepositoryRequest } from '#callboard/scaffolder/git-host.ts';
import { changeOf } from '#callboard/scaffolder/hosts/change-of.ts';
import { notRemoved } from '#callboard/scaffolder/not-removed.ts';
import { isRepository } from './read-repository.ts';
import { repositoryPath } from './repository-path.ts';

export interface LocalGitOptions {
  /** Absolute; it exists. Repositories are `<owner>/<name>.git` below it. */
  readonly folder: string;
  /** Where people reach this instance, without a slash at its end. */
  readonly baseUrl: string;
  /** Who may own repositories; empty means anybody. */
  readonly owners: readonly string[];
  readonly author: Author;
}

/** No owner begins with a dot, so none is taken for this. */
const unfinishedFolderName = '.unfinished';

/** Nobody reads more of them. */
const branchesAtMost = 100;

/** Longer than any run takes: a younger one may still be somebody's work. */
const unfinishedKeptMs = 24 * 60 * 60 * 1000;

/**
 * A Git host of bare repositories on this machine's disk. A repository is made and filled in a folder aside and then
 * renamed, so one that is seen is whole; the run that made it is in its git configuration as `callboard.runId`.
 */
export function createLocalGit(options: LocalGitOptions): GitHost {
  const { folder, baseUrl, owners } = options;
  const lookFor = (owner: string, name: string, runId: string, signal: AbortSignal) =>
    lookForRepository(repositoryPath(folder, owner, name), runId, signal);
  return {
    id: 'local-git',
    host: 'local',
    owners,
    look: async (owner, name, runId, signal) => {
      const kind = await lookFor(owner, name, runId, signal);
      return kind === 'free' ? { kind } : { kind, webUrl: describeRepository(baseUrl, owner, name).webUrl };
    },
    branches: async (owner, name, begin, signal) => {
      const path = repositoryPath(folder, owner, name);
      if (!(await isRepository(path))) return [];
      const format = '--format=%(refname:lstrip=2)';
      const printed = await runGit(path, ['--git-dir=.', 'for-each-ref', format, 'refs/heads/'], { signal });
      const names = printed.split('\n').filter((branch) => branch !== '' && branch.startsWith(begin));
      return names.slice(0, branchesAtMost);
    },
    publish: async (request, files, signal) => {
      const { owner, name, runId } = request;
      refuseStrangeOwner(owner, owners);
      const path = repositoryPath(folder, owner, name);
      if ((await lookFor(owner, name, runId, signal)) === 'free')
        await makeRepository(path, request, files, options, signal);
      if ((await lookFor(owner, name, runId, signal)) === 'own') {
        const commit = await runGit(path, ['--git-dir=.', 'rev-parse', 'HEAD'], { signal });
        return { ...describeRepository(baseUrl, owner, name), commit: commit.trim() };
      }
      throw new Refusal(`There is a repository ${owner}/${name} already.`, {
        code: 'repository-taken',
        hint: 'Choose another name.',
      });
    },
    remove: async (owner, name, runId, signal) => {
      const path = repositoryPath(folder, owner, name);
      const found = await lookFor(owner, name, runId, signal);
      if (found === 'free') return;
      if (found === 'taken' || !(await isAsPublished(path, runId, signal))) throw notRemoved(owner, name, 'local');
      await removeRepository(path, folder);
    },
    propose: async (proposal, signal) => {
      const path = repositoryPath(folder, proposal.owner, proposal.name);
      const change = changeOf(proposal);
      const pushed = await pushMerge(path, { ...change, author: options.author, signal });
      return pushed.kind === 'pushed' ? { kind: 'proposed', branch: change.branch, url: undefined } : pushed;
    },
    repositoryAt: (url) => {
      const [owner, name] = url.startsWith(`${baseUrl}/git/`) ? url.slice(`${baseUrl}/git/`.length).split('/') : [];
      return owner === undefined || name === undefined ? undefined : { owner, name };
    },
    catalogSource: ({ owner, name }, path) => ({
      kind: 'git',
      // The path on disk stays when the port that serves it changes.
      url: pathToFileURL(repositoryPath(folder, owner, name)).href,
      paths: [path],
    }),
  };
}

/** Where a repository of this host is read and cloned. */
export function describeRepository(baseUrl: string, owner: string, name: string): Repository {
  const webUrl = `${baseUrl}/git/${owner}/${name}`;
  return { owner, name, webUrl, cloneUrl: `${webUrl}.git` };
}

/** The page of a repository whose catalog source is at that address; undefined where it is none of this host's. */
export function pageOfRepository(
  { folder, baseUrl }: Pick<LocalGitOptions, 'folder' | 'baseUrl'>,
  url: string,
): string | undefined {
  const root = `${pathToFileURL(folder).href}/`;
  const [owner, name, ...deeper] = url.startsWith(root) ? url.slice(root.length).split('/') : [];
  if (owner === undefined || name?.endsWith('.git') !== true || deeper.length > 0) return undefined;
  return describeRepository(baseUrl, owner, name.slice(0, -'.git'.length)).webUrl;
}

/** Removes what killed runs left aside in a local Git host's folder, once it is a day old. */
export async function removeUnfinished(folder: string, now: Date): Promise<void> {
  const aside = join(folder, unfinishedFolderName);
  await mkdir(aside, { recursive: true });
  for (const name of await readdir(aside)) {
    const path = join(aside, name);
    const { mtime } = await stat(path);
    if (now.getTime() - mtime.getTime() > unfinishedKeptMs) await rm(path, { recursive: true, force: true });
  }
}

async function makeRepository(
  path: string,
  { defaultBranch: branch, description, runId, commitMessage: message, author }: RepositoryRequest,
  files: string,
  { folder, author: configured }: LocalGitOptions,
  signal: AbortSignal,
): Promise<void> {
  const aside = join(folder, unfinishedFolderName);
  await mkdir(aside, { recursive: true });
  const unfinished = await mkdtemp(join(aside, 'repository-'));
  try {
    await runGit(unfinished, ['init', '--quiet', '--bare', '--template=', `--initial-branch=${branch}`], { signal });
    await runGit(unfinished, ['--git-dir=.', 'config', 'callboard.runId', runId], { signal });
    await writeFile(join(unfinished, 'description'), description);
    await pushFolder(files, unfinished, { branch, message, runId, author: author ?? configured, signal });
    await mkdir(dirname(path), { recursive: true });
    await renameUnlessTaken(unfinished, path);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** A folder is never renamed onto one with content, so of two that come at once one loses here. */
async function renameUnlessTaken(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!hasCode(error, ['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM'])) throw error;
  }
}

/** Whether the newest commit of each branch and tag is the run's own. */
async function isAsPublished(path: string, runId: string, signal: AbortSignal): Promise<boolean> {
  const printed = await runGit(path, ['--git-dir=.', 'for-each-ref', '--format=%(contents)%00'], { signal });
  const messages = printed.split('\0').slice(0, -1);
  return messages.every((message) => readRunTrailer(message) === runId);
}

/** Set aside first, so that a repository that is seen is whole. */
async function removeRepository(path: string, folder: string): Promise<void> {
  const removed = await mkdtemp(join(folder, unfinishedFolderName, 'removed-'));
  try {
    await rename(path, join(removed, 'repository'));
  } catch (error) {
    // Somebody was faster.
    if (!hasCode(error, ['ENOENT'])) throw error;
  } finally {
    await rm(removed, { recursive: true, force: true });
  }
}

async function lookForRepository(path: string, runId: string, signal: AbortSignal): Promise<'free' | 'own' | 'taken'> {
  try {
    await stat(path);
  } catch (error) {
    if (hasCode(error, ['ENOENT'])) return 'free';
    throw error;
  }
  return (await runOf(path, signal)) === runId ? 'own' : 'taken';
}

/** What is there without such a mark, or is no repository at all, was made by somebody else. */
async function runOf(path: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    return (await runGit(path, ['--git-dir=.', 'config', '--get', 'callboard.runId'], { signal })).trim();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'git-failed') return undefined;
    throw error;
  }
}

function refuseStrangeOwner(owner: string, owners: readonly string[]): void {
  if (owners.length === 0 || owners.includes(owner)) return;
  throw new Refusal(`The local Git host has no owner ${owner}.`, {
    code: 'no-such-owner',
    hint: `Choose one of: ${owners.join(', ')}.`,
  });
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => error.code === code);
}
