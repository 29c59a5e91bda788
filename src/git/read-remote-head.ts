import { tmpdir } from 'node:os';
import { Refusal } from '#callboard/core/refusal.ts';
import { checkUrl, withoutUserInfo } from './check-url.ts';
import type { Head, RemoteOptions } from './clone-shallow.ts';
import { runGit } from './run-git.ts';

/**
 * Asks a repository what is at the top of a branch, and fetches nothing.
 * @param url http, https, file or ssh, or an absolute path, without credentials in it
 * @throws Refusal where the host is down, the repository or the branch is not there or empty, or the credentials are
 * refused
 */
export async function readRemoteHead(url: string, options: RemoteOptions = {}): Promise<Head> {
  checkUrl(url);
  const { branch, ...rest } = options;
  const wanted = branch === undefined ? 'HEAD' : `refs/heads/${branch}`;
  const printed = await runGit(tmpdir(), ['ls-remote', '--symref', '--', url, wanted], { url, ...rest });
  const commit = /^([0-9a-f]{40,64})\t/m.exec(printed)?.[1];
  const name = branch ?? /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(printed)?.[1];
  if (commit !== undefined) return { commit, branch: name ?? 'HEAD' };
  if (branch !== undefined) {
    throw new Refusal(`The repository at ${withoutUserInfo(url)} has no branch ${branch}.`, {
      code: 'git-no-branch',
      hint: 'Check the name of the branch.',
    });
  }
  throw new Refusal(`The repository at ${withoutUserInfo(url)} is empty.`, {
    code: 'git-empty',
    hint: 'Push a first commit to it, and try again.',
  });
}
