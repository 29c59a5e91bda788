import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { isWithin } from '#callboard/catalog/source-tree.ts';

/** A place in a run's folder. */
export interface WorkspacePath {
  /** The run's folder without links in it, absolute. */
  readonly root: string;
  /** Absolute; its folder is without links. It need not be there, and may itself be a link. */
  readonly path: string;
}

/**
 * A place that a template names in the run's folder.
 * @param stated relative to the folder; a slash at its beginning means the folder
 * @throws Refusal where it is outside, also by a link
 */
export async function workspacePath(workspace: string, stated: string): Promise<WorkspacePath> {
  const root = await realpath(workspace);
  const wanted = path.join(root, stated);
  const folder = wanted === root ? root : await realFolder(path.dirname(wanted));
  const real = wanted === root ? root : path.join(folder, path.basename(wanted));
  if (isWithin(root, wanted) && isWithin(root, real) && !/\0/.test(stated)) return { root, path: real };
  throw new Refusal(`"${stated}" is outside of the run's folder.`, {
    code: 'outside-workspace',
    hint: 'Name a place within it.',
  });
}

/** Where a folder really is; one that is not there yet is where its nearest parent is. */
async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing || path.dirname(folder) === folder) throw error;
    return path.join(await realFolder(path.dirname(folder)), path.basename(folder));
  }
}
