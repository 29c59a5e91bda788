import type { Action } from '../../action.ts';
import { textOf } from '../../json-object.ts';
import { readWorkspaceFile } from '../read-workspace-file.ts';
import { writeWorkspaceFile } from '../write-workspace-file.ts';
import { isThere } from './is-there.ts';

/** RoadieHQ's action that adds to the end of a file. */
export const appendFile: Action = {
  id: 'roadiehq:utils:fs:append',
  description: 'Adds a text to the end of a file of the run, which is made where it is not there.',
  effect: 'workspace',
  examples: [{ description: 'Ignore one more folder', input: { path: '.gitignore', content: 'build\n' } }],
  inputSchema: {
    type: 'object',
    required: ['path', 'content'],
    additionalProperties: false,
    properties: { path: { type: 'string', minLength: 1 }, content: { type: 'string' } },
  },
  outputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['path'],
    properties: { path: { type: 'string', description: "Relative to the run's folder." } },
  },
  run: async ({ input, workspace }) => {
    const file = textOf(input['path']) ?? '';
    const before = (await isThere(workspace, file)) ? await readWorkspaceFile(workspace, file) : '';
    return { path: await writeWorkspaceFile(workspace, file, `${before}${textOf(input['content']) ?? ''}`) };
  },
};
