import { lstat } from 'node:fs/promises';
import { workspacePath } from '../workspace-path.ts';

/** Whether there is anything at a place in the run's folder. @throws Refusal where it is outside */
export async function isThere(workspace: string, stated: string): Promise<boolean> {
  const { path } = await workspacePath(workspace, stated);
  return lstat(path).then(
    () => true,
    () => false,
  );
}
