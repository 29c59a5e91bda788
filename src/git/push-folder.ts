import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkUrl } from './check-url.ts';
import { runGit } from './run-git.ts';
import type { Credentials } from './run-git.ts';
import { runTrailer } from './run-trailer.ts';

/** Who a commit says made it. */
export interface Author {
  readonly name: string;
  readonly email: string;
}

/** The JSON Schema of an {@link Author} in callboard.yaml: what git can write into a commit. */
export const authorSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'email'],
  properties: {
    name: { type: 'string', pattern: '^[^<>\\n]+$' },
    email: { type: 'string', pattern: '^[^<>\\s]+$', examples: ['callboard@example.com'] },
  },
};

/** Who makes commits where the configuration names nobody. */
export const defaultAuthor: Author = { name: 'Callboard', email: 'callboard@localhost' };

export interface PushOptions {
  readonly branch: string;
  /** What the commit says, before its trailer. */
  readonly message?: string | undefined;
  /** The commit's trailer names it. */
  readonly runId: string;
  readonly author?: Author;
  readonly credentials?: Credentials;
  readonly signal?: AbortSignal;
}

/**
 * Pushes the files of a folder, but those its `.gitignore` names, as the first and only commit of a branch. The folder
 * stays as it is: git keeps its own files in a temporary one.
 * @param folder absolute
 * @param url http, https, file or ssh, or an absolute path, without credentials in it
 * @returns the commit's hash
 * @throws Refusal where the host is down, the repository is not there, or the credentials or the push are refused
 */
export async function pushFolder(folder: string, url: string, options: PushOptions): Promise<string> {
  checkUrl(url);
  const temporary = await mkdtemp(join(tmpdir(), 'callboard-push-'));
  try {
    return await commitAndPush(folder, join(temporary, 'repository'), url, options);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function commitAndPush(
  folder: string,
  gitFolder: string,
  url: string,
  { branch, message = 'Create the project', runId, author = defaultAuthor, credentials, signal }: PushOptions,
): Promise<string> {
  const local = {
    ...(signal === undefined ? {} : { signal }),
    configuration: { 'user.name': author.name, 'user.email': author.email },
  };
  const at = [`--git-dir=${gitFolder}`, `--work-tree=${folder}`];
  await runGit(folder, [...at, 'init', '--quiet', '--template=', `--initial-branch=${branch}`], local);
  await runGit(folder, [...at, 'add', '--all'], local);
  const text = `${message}\n\n${runTrailer(runId)}`;
  await runGit(folder, [...at, 'commit', '--quiet', '--allow-empty', '--no-gpg-sign', '-m', text], local);
  await runGit(folder, [...at, 'push', '--progress', '--', url, `HEAD:refs/heads/${branch}`], {
    ...local,
    url,
    ...(credentials === undefined ? {} : { credentials }),
  });
  return (await runGit(folder, [...at, 'rev-parse', 'HEAD'], local)).trim();
}
