import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from '#callboard/git/run-git.ts';

/** What a person who follows a repository's link sees of it. */
export interface RepositoryContent {
  readonly description: string;
  /** Paths in the default branch, in git's order. */
  readonly files: readonly string[];
  readonly readme: { readonly path: string; readonly text: string } | undefined;
}

const readmePattern = /^readme(\.md|\.txt|\.rst)?$/i;

/** Whether a path is a bare repository: of this host, whole ones alone have their names. */
export async function isRepository(path: string): Promise<boolean> {
  return stat(join(path, 'HEAD')).then(
    (file) => file.isFile(),
    () => false,
  );
}

/** Reads a bare repository's description, the paths of its default branch and its README. */
export async function readRepository(path: string): Promise<RepositoryContent> {
  const list = await runGit(path, ['--git-dir=.', 'ls-tree', '-r', '-z', '--name-only', 'HEAD']);
  const files = list.split('\0').filter((file) => file !== '');
  const readmePath = files.find((file) => readmePattern.test(file));
  return {
    description: await readFile(join(path, 'description'), 'utf8'),
    files,
    readme:
      readmePath === undefined
        ? undefined
        : { path: readmePath, text: await runGit(path, ['--git-dir=.', 'cat-file', 'blob', `HEAD:${readmePath}`]) },
  };
}
