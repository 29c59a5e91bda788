import path from 'node:path';
import { createFileWriter } from './file-writer.ts';
import { workspacePath } from './workspace-path.ts';

/**
 * Writes a text into the run's folder, over what is there.
 * @param stated relative to the folder
 * @returns the path, relative to the folder
 * @throws Refusal where it is outside, also by a link, or is a folder
 */
export async function writeWorkspaceFile(workspace: string, stated: string, content: string): Promise<string> {
  const { root, path: target } = await workspacePath(workspace, stated);
  const write = createFileWriter({ folder: path.dirname(target), root, replaces: true });
  await write([{ kind: 'file', path: path.basename(target), content, isExecutable: false }]);
  return path.relative(root, target);
}
