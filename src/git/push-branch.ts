import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { isRefusal, Refusal } from '#callboard/core/refusal.ts';
import { checkUrl, withoutUserInfo } from './check-url.ts';
import { cloneBytesAtMost } from './clone-shallow.ts';
import { type Author, defaultAuthor } from './push-folder.ts';
import { readRemoteHead } from './read-remote-head.ts';
import { type Credentials, runGit } from './run-git.ts';
import { readRunTrailer, runTrailer } from './run-trailer.ts';

/** A change of a repository, on a branch of its own. */
export interface BranchChange {
  /** The branch that it starts from; the default one where it is undefined. */
  readonly base: string | undefined;
  readonly branch: string;
  /** Its files are laid over the repository's, but those its `.gitignore` names; absolute. */
  readonly folder: string;
  /** The folder of the repository that they go into; empty means its root. */
  readonly targetPath: string;
  /** Files and folders of that folder that go away. */
  readonly filesToDelete: readonly string[];
  readonly message: string;
  /** The commit's trailer names it. */
  readonly runId: string;
  /** Whether a branch of that name that somebody else made gets the change on top. */
  readonly mayUpdate: boolean;
  /** Whether there is a commit even where nothing changes. */
  readonly mayBeEmpty: boolean;
  readonly author?: Author | undefined;
  readonly credentials?: Credentials;
  readonly signal?: AbortSignal;
}

/** What came of it. */
export interface PushedBranch {
  /** The branch that it started from. */
  readonly base: string;
  /** The newest commit of the branch; undefined where the repository has all of it already, and nothing was pushed. */
  readonly commit: string | undefined;
}

/**
 * Pushes one commit on a new branch of a repository, or on one that may be updated. What the run has pushed there before
 * is not pushed again.
 * @param url http, https, file or ssh, or an absolute path, without credentials in it
 * @throws Refusal `branch-taken` where somebody else made a branch of that name; `path-refused` where a path leads out
 *   of the repository; where the host is down, the repository is not there or empty, or the credentials or the push are
 *   refused
 */
export async function pushBranch(url: string, change: BranchChange): Promise<PushedBranch> {
  checkUrl(url);
  const { credentials, signal, branch, runId } = change;
  const remote = { ...(credentials && { credentials }), ...(signal && { signal }) };
  const base = change.base ?? (await readRemoteHead(url, remote)).branch;
  const isThere = await hasBranch(url, branch, remote);
  const temporary = await mkdtemp(join(tmpdir(), 'callboard-branch-'));
  try {
    const gitFolder = join(temporary, 'repository.git');
    const from = isThere ? branch : base;
    const clone = ['clone', '--progress', '--bare', '--depth=1', '--single-branch', '--no-tags', '--template='];
    await runGit(temporary, [...clone, `--branch=${from}`, '--', url, gitFolder], {
      url,
      ...remote,
      room: { gitFolder, bytesAtMost: cloneBytesAtMost },
    });
    const head = await runGit(gitFolder, ['log', '-1', '--format=%H%n%B']);
    const isOwn = isThere && readRunTrailer(head) === runId;
    const own = isOwn ? head.split('\n')[0] : undefined;
    if (isOwn && !change.mayUpdate) return { base, commit: own };
    if (isThere && !change.mayUpdate) throw branchTaken(url, branch);
    await layOver(temporary, gitFolder, change);
    const mayBeEmpty = change.mayBeEmpty && !isOwn;
    return { base, commit: (await commitAndPush(gitFolder, url, { ...change, mayBeEmpty })) ?? own };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function hasBranch(
  url: string,
  branch: string,
  remote: { readonly credentials?: Credentials; readonly signal?: AbortSignal },
): Promise<boolean> {
  try {
    await readRemoteHead(url, { branch, ...remote });
    return true;
  } catch (error) {
    if (isRefusal(error, ['git-no-branch'])) return false;
    throw error;
  }
}

/**
 * Makes the index of the files as they are to be. Nothing of the repository is checked out, so that no link in it leads
 * a write elsewhere.
 */
async function layOver(temporary: string, gitFolder: string, change: BranchChange): Promise<void> {
  const { folder, filesToDelete, signal } = change;
  const target = pathInside('.', change.targetPath);
  const overlay = target === '.' ? folder : join(temporary, 'overlay');
  if (overlay !== folder) {
    await mkdir(join(overlay, target, '..'), { recursive: true });
    await cp(folder, join(overlay, target), { recursive: true, verbatimSymlinks: true });
  }
  const git = (...args: string[]) =>
    runGit(overlay, [`--git-dir=${gitFolder}`, `--work-tree=${overlay}`, '--literal-pathspecs', ...args], {
      ...(signal && { signal }),
      configuration: { 'core.bare': 'false' },
    });
  await git('read-tree', 'HEAD');
  await git('add', '--ignore-removal', '--', '.');
  const deleted = filesToDelete.map((path) => pathInside(target, path));
  if (deleted.length > 0) await git('rm', '--cached', '--force', '--quiet', '-r', '--ignore-unmatch', '--', ...deleted);
}

/** @returns the commit's hash; undefined where there is nothing to commit */
async function commitAndPush(gitFolder: string, url: string, change: BranchChange): Promise<string | undefined> {
  const { branch, message, runId, author = defaultAuthor, mayBeEmpty, credentials, signal } = change;
  const local = {
    ...(signal && { signal }),
    configuration: { 'user.name': author.name, 'user.email': author.email },
  };
  const tree = (await runGit(gitFolder, ['write-tree'], local)).trim();
  const before = (await runGit(gitFolder, ['rev-parse', 'HEAD^{tree}'], local)).trim();
  if (tree === before && !mayBeEmpty) return undefined;
  const text = `${message}\n\n${runTrailer(runId)}`;
  const commit = (await runGit(gitFolder, ['commit-tree', tree, '-p', 'HEAD', '-m', text], local)).trim();
  await runGit(gitFolder, ['push', '--progress', '--', url, `${commit}:refs/heads/${branch}`], {
    ...local,
    url,
    ...(credentials && { credentials }),
  });
  return commit;
}

/** @returns the path below the repository's root, normalized */
function pathInside(folder: string, path: string): string {
  const inside = posix.normalize(posix.join(folder, path)).replace(/\/$/, '');
  const isOut = posix.isAbsolute(path) || inside === '..' || inside.startsWith('../');
  if (!isOut && !inside.split('/').includes('.git')) return inside;
  throw new Refusal(`"${path}" is not a path inside the repository.`, {
    code: 'path-refused',
    hint: 'Give a relative path without "..".',
  });
}

function branchTaken(url: string, branch: string): Refusal {
  return new Refusal(`The repository at ${withoutUserInfo(url)} has a branch ${branch} already, which another made.`, {
    code: 'branch-taken',
    hint: 'Choose another name for the branch.',
  });
}
