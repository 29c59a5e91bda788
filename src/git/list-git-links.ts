import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runGit } from './run-git.ts';

/**
 * The symbolic links below a folder, relative to it, that a clone made here has as small text files with where they
 * lead. A folder that is in no such clone has none.
 * @param folder absolute
 */
export async function listGitLinks(folder: string): Promise<ReadonlySet<string>> {
  if (!(await isInClone(folder))) return new Set();
  const listed = await runGit(folder, ['ls-files', '--stage', '-z']);
  const links = listed.split('\0').flatMap((line) => /^120000 [0-9a-f]+ \d\t(.+)$/s.exec(line)?.[1] ?? []);
  return new Set(links);
}

/** Of any other checkout git has written the links as links, and may not be asked here: it may be somebody else's. */
async function isInClone(folder: string): Promise<boolean> {
  for (let current = folder; ; current = dirname(current)) {
    const configuration = await readFile(join(current, '.git', 'config'), 'utf8').catch(() => undefined);
    if (configuration !== undefined) return /^\s*symlinks\s*=\s*false\s*$/m.test(configuration);
    if (dirname(current) === current) return false;
  }
}
