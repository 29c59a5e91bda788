import { lstat, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Action } from '../action.ts';
import { textOf } from '../json-object.ts';
import { workspacePath } from './workspace-path.ts';

/** The action that renames and moves files and folders of the run. */
export const fsRename: Action = {
  id: 'fs:rename',
  description: 'Renames or moves files and folders of the run.',
  effect: 'workspace',
  examples: [{ description: 'Move a file', input: { files: [{ from: 'README.tpl.md', to: 'docs/README.md' }] } }],
  inputSchema: {
    type: 'object',
    required: ['files'],
    additionalProperties: false,
    properties: {
      files: {
        type: 'array',
        items: {
          type: 'object',
          required: ['from', 'to'],
          additionalProperties: false,
          properties: {
            from: { type: 'string', minLength: 1 },
            to: { type: 'string', minLength: 1 },
            overwrite: { type: 'boolean', description: 'What is there already is replaced; a failure otherwise.' },
          },
        },
      },
    },
  },
  outputSchema: { type: 'object', additionalProperties: false },
  run: async ({ input, workspace }) => {
    for (const file of [input['files']].flat().filter(isJsonObject)) {
      await move(workspace, textOf(file['from']) ?? '', textOf(file['to']) ?? '', file['overwrite'] === true);
    }
    return {};
  },
};

async function move(workspace: string, from: string, to: string, overwrites: boolean): Promise<void> {
  const source = await workspacePath(workspace, from);
  const target = await workspacePath(workspace, to);
  if (source.path === source.root || !(await isThere(source.path))) {
    throw refusal(`There is no "${from}" in the run's folder to be renamed`, 'Correct the path.');
  }
  if (target.path === source.path) return;
  if (await isThere(target.path)) {
    if (!overwrites) throw refusal(`"${to}" is there already`, 'Give another name, or let the step overwrite it.');
    if (target.path === target.root || source.path.startsWith(`${target.path}${path.sep}`)) {
      throw refusal(`"${from}" is within "${to}" and can not take its place`, 'Give another name.');
    }
    await rm(target.path, { recursive: true });
  }
  if (target.path.startsWith(`${source.path}${path.sep}`)) {
    throw refusal(`"${from}" can not be moved into itself, to "${to}"`, 'Give another name.');
  }
  await mkdir(path.dirname(target.path), { recursive: true });
  await rename(source.path, target.path);
}

const isThere = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false,
  );

const refusal = (message: string, hint: string): Refusal => new Refusal(`${message}.`, { code: 'not-renamed', hint });
