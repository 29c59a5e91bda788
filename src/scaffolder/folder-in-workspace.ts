import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { isWithin } from '#callboard/catalog/source-tree.ts';

/**
 * The run's folder, or the one in it that a step names; absolute, links resolved.
 * @throws Refusal where it is not there or not in it
 */
export async function folderInWorkspace(workspace: string, path = '.'): Promise<string> {
  const folder = await realpath(join(workspace, path)).catch(() => undefined);
  if (folder !== undefined && isWithin(await realpath(workspace), folder)) return folder;
  throw new Refusal(`The run has no folder ${path}.`, {
    code: 'no-such-folder',
    hint: "Name in sourcePath a folder that an earlier step makes, relative to the run's own.",
  });
}
