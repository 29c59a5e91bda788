import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkUrl } from './check-url.ts';
import type { RemoteOptions } from './clone-shallow.ts';
import { runGit } from './run-git.ts';

/**
 * Reads the message of the newest commit of every branch; none where the repository is empty.
 * @param url http, https, file or ssh, or an absolute path, without credentials in it
 * @throws Refusal where the host is down, the repository is not there, or the credentials are refused
 */
export async function readBranchHeads(
  url: string,
  options: Omit<RemoteOptions, 'branch'> = {},
): Promise<readonly string[]> {
  checkUrl(url);
  const folder = await mkdtemp(join(tmpdir(), 'callboard-heads-'));
  try {
    const clone = ['clone', '--progress', '--bare', '--depth=1', '--no-single-branch', '--no-tags', '--template='];
    await runGit(folder, [...clone, '--', url, folder], { url, ...options });
    const list = ['--git-dir=.', 'for-each-ref', '--format=%(contents)%00', 'refs/heads'];
    const printed = await runGit(folder, list, options.signal === undefined ? {} : { signal: options.signal });
    return printed.split('\0').slice(0, -1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
