import { realpath } from 'node:fs/promises';
import { Refusal } from '#callboard/core/refusal.ts';
import { isWithin } from '#callboard/catalog/source-tree.ts';
import type { Action, JsonObject } from '../action.ts';
import { textsOf } from '../json-object.ts';
import { type FolderEntry, listFolder } from './list-folder.ts';
import { workspacePath } from './workspace-path.ts';

const listed = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name', 'path', 'fullPath'],
    properties: {
      name: { type: 'string' },
      path: { type: 'string', description: "Relative to the run's folder." },
      fullPath: { type: 'string', description: "The same: a run's folder is not always in one place." },
    },
  },
} as const;

/** Of all folders of one step together. */
const entriesAtMost = 10_000;

/** The action that lists files and folders of the run. */
export const fsReaddir: Action = {
  id: 'fs:readdir',
  description: 'Lists the files and folders in folders of the run.',
  effect: 'workspace',
  examples: [{ description: 'List all that is below a folder', input: { paths: ['src'], recursive: true } }],
  inputSchema: {
    type: 'object',
    required: ['paths'],
    additionalProperties: false,
    properties: {
      paths: { type: 'array', items: { type: 'string', minLength: 1 } },
      recursive: { type: 'boolean', description: 'What is in folders below, too.' },
    },
  },
  outputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['files', 'folders'],
    properties: { files: listed, folders: listed },
  },
  run: async ({ input, workspace }) => {
    const found: FolderEntry[] = [];
    for (const stated of textsOf(input['paths'])) {
      const { root, path: wanted } = await workspacePath(workspace, stated);
      found.push(...(await list(root, wanted, stated, input['recursive'] === true)));
      if (found.length > entriesAtMost) throw tooMany();
    }
    return {
      files: found.filter(({ kind }) => kind !== 'folder').map(described),
      folders: found.filter(({ kind }) => kind === 'folder').map(described),
    };
  },
};

const described = ({ name, path }: FolderEntry): JsonObject => ({ name, path, fullPath: path });

async function list(root: string, wanted: string, stated: string, recursive: boolean): Promise<readonly FolderEntry[]> {
  try {
    const real = await realpath(wanted);
    if (isWithin(root, real)) return await listFolder(root, real, recursive);
  } catch (cause) {
    throw new Refusal(
      `There is no folder "${stated}" in the run's folder.`,
      { code: 'no-folder', hint: 'Correct the path, or let an earlier step make it.' },
      { cause },
    );
  }
  throw new Refusal(`"${stated}" leads out of the run's folder.`, { code: 'outside-workspace' });
}

const tooMany = (): Refusal =>
  new Refusal(`There are more than ${entriesAtMost} files and folders to list.`, {
    code: 'too-many-files',
    hint: 'List a smaller folder.',
  });
