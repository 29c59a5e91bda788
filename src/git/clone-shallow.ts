import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { checkUrl, withoutUserInfo } from './check-url.ts';
import { runGit } from './run-git.ts';
import type { Credentials } from './run-git.ts';

/** What is at the top of a cloned branch. */
export interface Head {
  /** The commit's hash, 40 hexadecimal digits. */
  readonly commit: string;
  readonly branch: string;
}

/** How a repository is reached. */
export interface RemoteOptions {
  /** The default one unless told. */
  readonly branch?: string;
  readonly credentials?: Credentials;
  readonly signal?: AbortSignal;
  /** git's, for this command. */
  readonly configuration?: Readonly<Record<string, string>>;
}

export interface CloneOptions extends RemoteOptions {
  /** Fetches no content of files, and writes none. */
  readonly withoutFiles?: boolean;
  /** How much may be fetched. */
  readonly bytesAtMost?: number;
}

/** A host that can leave no files out sends all of a commit, of which there may be much, but not a disk full. */
export const cloneBytesAtMost = 1_000_000_000;

/**
 * Clones the newest commit of a repository's branch into a folder that does not exist yet or is empty; its
 * parents are made. Symbolic links arrive as small text files, so that none leads out of the folder, and submodules
 * stay empty. A clone that fails leaves nothing in the folder.
 * @param url http, https, file or ssh, or an absolute path, without credentials in it
 * @param folder absolute
 * @throws Refusal where the host is down, the repository is not there or empty, or the credentials are refused;
 *   `git-too-large`
 */
export async function cloneShallow(url: string, folder: string, options: CloneOptions = {}): Promise<Head> {
  checkUrl(url);
  const { branch, configuration, withoutFiles = false, bytesAtMost = cloneBytesAtMost, ...rest } = options;
  await mkdir(dirname(folder), { recursive: true });
  await runGit(
    dirname(folder),
    [
      'clone',
      '--progress',
      '--depth=1',
      '--single-branch',
      '--no-tags',
      '--no-local',
      '--template=',
      // Kept with the clone, so that it can be told what is a link.
      '--config=core.symlinks=false',
      ...(withoutFiles ? ['--filter=blob:none', '--no-checkout'] : []),
      ...(branch === undefined ? [] : [`--branch=${branch}`]),
      '--',
      url,
      folder,
    ],
    { url, ...rest, ...(configuration && { configuration }), room: { gitFolder: join(folder, '.git'), bytesAtMost } },
  );
  return readHead(url, folder, options.signal);
}

/**
 * What is at the top of the branch of a clone.
 * @throws Refusal `git-empty`
 */
export async function readHead(url: string, folder: string, signal?: AbortSignal): Promise<Head> {
  const options = signal === undefined ? {} : { signal };
  const commit = await runGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD'], options).catch((cause: unknown) => {
    if (signal?.aborted === true) {
      throw cause;
    }
    throw new Refusal(
      `The repository at ${withoutUserInfo(url)} is empty.`,
      { code: 'git-empty', hint: 'Push a first commit to it, and try again.' },
      { cause },
    );
  });
  const branch = await runGit(folder, ['rev-parse', '--abbrev-ref', 'HEAD'], options);
  return { commit: commit.trim(), branch: branch.trim() };
}
