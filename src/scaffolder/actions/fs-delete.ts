import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from '../action.ts';
import { textsOf } from '../json-object.ts';
import { listFolder } from './list-folder.ts';
import { matchesPattern } from './matches-pattern.ts';
import { workspacePath } from './workspace-path.ts';

/** The action that deletes files and folders of the run. */
export const fsDelete: Action = {
  id: 'fs:delete',
  description: 'Deletes files and folders of the run; what is not there is no failure.',
  effect: 'workspace',
  examples: [{ description: 'Delete a folder, and files by a glob', input: { files: ['docs', '**/*.tmp'] } }],
  inputSchema: {
    type: 'object',
    required: ['files'],
    additionalProperties: false,
    properties: {
      files: { type: 'array', items: { type: 'string', minLength: 1 }, description: 'Paths or globs.' },
    },
  },
  outputSchema: { type: 'object', additionalProperties: false },
  run: async ({ input, workspace }) => {
    for (const stated of textsOf(input['files'])) {
      const { root, path: wanted } = await workspacePath(workspace, stated);
      if (wanted === root) throw wholeFolder(stated);
      if (/[*?[{]/.test(stated)) await deleteMatching(root, path.relative(root, wanted));
      else await rm(wanted, { recursive: true, force: true });
    }
    return {};
  },
};

async function deleteMatching(root: string, glob: string): Promise<void> {
  const all = await listFolder(root, root, true);
  for (const entry of all.filter((one) => matchesPattern(one.path, [glob]))) {
    await rm(path.join(root, entry.path), { recursive: true, force: true });
  }
}

const wholeFolder = (stated: string): Refusal =>
  new Refusal(`"${stated}" is the whole of the run's folder.`, {
    code: 'outside-workspace',
    hint: 'Name files or folders in it.',
  });
