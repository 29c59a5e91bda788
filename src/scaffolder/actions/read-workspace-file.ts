import { readFile, realpath, stat } from 'node:fs/promises';
import { Refusal } from '#callboard/core/refusal.ts';
import { isWithin } from '#callboard/catalog/source-tree.ts';
import { workspacePath } from './workspace-path.ts';

const bytesAtMost = 10_000_000;

/**
 * The text of a file in the run's folder.
 * @param stated relative to the folder
 * @throws Refusal where it is not there, is no file of up to 10 MB, or is outside, also by a link
 */
export async function readWorkspaceFile(workspace: string, stated: string): Promise<string> {
  const { root, path } = await workspacePath(workspace, stated);
  const real = await realpath(path).catch((cause: unknown) => {
    throw new Refusal(
      `There is no file "${stated}" in the run's folder.`,
      {
        code: 'no-file',
        hint: 'Correct the path, or let an earlier step make the file.',
      },
      { cause },
    );
  });
  const stats = await stat(real);
  if (isWithin(root, real) && stats.isFile() && stats.size <= bytesAtMost) return readFile(real, 'utf8');
  throw new Refusal(`"${stated}" is no file of up to ${bytesAtMost / 1_000_000} MB in the run's folder.`, {
    code: 'no-file',
    hint: 'Correct the path.',
  });
}
