import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRefusal } from '#callboard/core/refusal.ts';
import { checkUrl } from './check-url.ts';
import { type Author, defaultAuthor } from './push-folder.ts';
import { readRemoteHead } from './read-remote-head.ts';
import { type Credentials, runGit } from './run-git.ts';
import { runTrailer } from './run-trailer.ts';

/** What has changed between two folders, to be brought into a repository that began as the first of them. */
export interface FolderChange {
  /** Absolute; its files as they were, but those its `.gitignore` names. */
  readonly before: string;
  /** Absolute; the same as they are now. */
  readonly after: string;
  /** The branch that it is pushed to, from the default one: a name that nothing else has. */
  readonly branch: string;
  readonly message: string;
  /** The commit's trailer names it. */
  readonly runId: string;
  readonly author?: Author | undefined;
  readonly credentials?: Credentials;
  readonly signal?: AbortSignal;
}

/** What came of it. Nothing is pushed but where it is `pushed`. */
export type PushedMerge =
  /** `base` is the default branch. */
  | { readonly kind: 'pushed'; readonly base: string }
  /** The files that were changed on both sides, and do not go together. */
  | { readonly kind: 'conflicts'; readonly files: readonly string[] }
  /** The repository has all of it. */
  | { readonly kind: 'nothing' };

/** What git answers where both sides do not go together. */
const conflictsCode = 1;

/**
 * Merges what has changed between two folders with the newest commit of a repository's default branch, and pushes that
 * as one commit on a branch of its own. Where there is that branch already, nothing is pushed again. No file of the
 * repository is checked out, and only those are fetched that were changed on both sides.
 * @param url http, https, file or ssh, or an absolute path, without credentials in it
 * @throws Refusal `git-too-old` before git 2.38; where the host is down, the repository is not there or empty, or the
 *   credentials or the push are refused
 */
export async function pushMerge(url: string, change: FolderChange): Promise<PushedMerge> {
  checkUrl(url);
  const { branch, credentials, signal } = change;
  const remote = { url, ...(credentials && { credentials }), ...(signal && { signal }) };
  const { branch: base } = await readRemoteHead(url, remote);
  if (await isPushed(change, remote)) return { kind: 'pushed', base };
  const temporary = await mkdtemp(join(tmpdir(), 'callboard-merge-'));
  try {
    const repository = join(temporary, 'repository.git');
    const clone = ['clone', '--progress', '--bare', '--depth=1', '--filter=blob:none', '--single-branch', '--no-tags'];
    await runGit(temporary, [...clone, '--template=', `--branch=${base}`, '--', url, repository], remote);
    const merged = await merge(repository, change, remote);
    if (merged.kind !== 'merged') return merged;
    await runGit(repository, ['push', '--progress', '--', url, `${merged.commit}:refs/heads/${branch}`], remote);
    return { kind: 'pushed', base };
  } catch (error) {
    // Somebody who asked for the same at the same time was faster.
    if (isRefusal(error, ['git-push-refused']) && (await isPushed(change, remote))) return { kind: 'pushed', base };
    throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

interface Remote {
  readonly url: string;
  readonly credentials?: Credentials;
  readonly signal?: AbortSignal;
}

/** Whether the branch is there: its name is the change's own. */
async function isPushed({ branch }: FolderChange, { url, ...remote }: Remote): Promise<boolean> {
  try {
    await readRemoteHead(url, { branch, ...remote });
    return true;
  } catch (error) {
    if (isRefusal(error, ['git-no-branch'])) return false;
    throw error;
  }
}

type Merged = Exclude<PushedMerge, { kind: 'pushed' }> | { readonly kind: 'merged'; readonly commit: string };

async function merge(repository: string, change: FolderChange, remote: Remote): Promise<Merged> {
  const { before, after, message, runId, author = defaultAuthor, signal } = change;
  const local = {
    ...(signal && { signal }),
    configuration: { 'user.name': author.name, 'user.email': author.email },
  };
  const git = async (...args: string[]) => (await runGit(repository, args, local)).trim();
  const commitOf = (tree: string, ...parents: string[]) =>
    git(
      'commit-tree',
      tree,
      ...parents.flatMap((parent) => ['-p', parent]),
      '-m',
      `${message}\n\n${runTrailer(runId)}`,
    );
  const treeNow = await git('rev-parse', 'HEAD^{tree}');
  // Both sides come from what was rendered then: that makes it the base of the merge, whatever the history is.
  const base = await commitOf(await treeOf(repository, before, signal));
  const ours = await commitOf(treeNow, base);
  const theirs = await commitOf(await treeOf(repository, after, signal), base);
  const printed = await runGit(
    repository,
    ['merge-tree', '--write-tree', '--name-only', '--no-messages', '-z', ours, theirs],
    { ...remote, acceptedCode: conflictsCode },
  );
  const [tree = '', ...files] = printed.split('\0').filter((text) => text !== '');
  if (files.length > 0) return { kind: 'conflicts', files };
  return tree === treeNow ? { kind: 'nothing' } : { kind: 'merged', commit: await commitOf(tree, 'HEAD') };
}

/** Keeps the files of a folder in the repository. @returns the hash of their tree */
async function treeOf(repository: string, folder: string, signal: AbortSignal | undefined): Promise<string> {
  const git = (...args: string[]) =>
    runGit(folder, [`--git-dir=${repository}`, `--work-tree=${folder}`, ...args], {
      ...(signal && { signal }),
      configuration: { 'core.bare': 'false' },
    });
  await git('read-tree', '--empty');
  await git('add', '--all');
  return (await git('write-tree')).trim();
}
