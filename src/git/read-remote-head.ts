import { tmpdir } from 'node:os';
import { Refusal } from '#callboard/core/refusal.ts';
import { checkUrl, withoutUserInfo } from './check-url.ts';
import type { Head, RemoteOptions } from './clone-shallow.ts';
import { runGit } from './run-git.ts';

/**
 * Asks a repository what is at the top of a branch, or at a tag of that name where there is no such branch, and fetches
 * nothing.
 * @param url http, https, file or ssh, or an absolute path, without credentials in it
 * @throws Refusal where the host is down, the repository or the branch is not there or empty, or the credentials are
 * refused
 */
export async function readRemoteHead(url: string, options: RemoteOptions = {}): Promise<Head> {
  checkUrl(url);
  const { branch, ...rest } = options;
  const printed = await runGit(tmpdir(), ['ls-remote', '--symref', '--', url, ...namesOf(branch)], { url, ...rest });
  const commits = new Map([...printed.matchAll(/^([0-9a-f]{40,64})\t(.+)$/gm)].map(([, hash, name]) => [name, hash]));
  const commit = namesOf(branch)
    .map((name) => commits.get(name))
    .find((found) => found !== undefined);
  const name = branch ?? /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(printed)?.[1];
  if (commit !== undefined) return { commit, branch: name ?? 'HEAD' };
  if (branch !== undefined) {
    throw new Refusal(`The repository at ${withoutUserInfo(url)} has no branch and no tag ${branch}.`, {
      code: 'git-no-branch',
      hint: 'Check the name.',
    });
  }
  throw new Refusal(`The repository at ${withoutUserInfo(url)} is empty.`, {
    code: 'git-empty',
    hint: 'Push a first commit to it, and try again.',
  });
}

/** What is asked for, the first that is there: git gives the commit of an annotated tag behind `^{}`. */
const namesOf = (branch: string | undefined): readonly string[] =>
  branch === undefined ? ['HEAD'] : [`refs/heads/${branch}`, `refs/tags/${branch}^{}`, `refs/tags/${branch}`];
