import type { Action } from '../../action.ts';
import { textOf } from '../../json-object.ts';
import { writeWorkspaceFile } from '../write-workspace-file.ts';

/** RoadieHQ's action that writes a file. */
export const writeFile: Action = {
  id: 'roadiehq:utils:fs:write',
  description: 'Writes a file of the run, over what is there.',
  effect: 'workspace',
  examples: [{ description: 'Write a file', input: { path: 'VERSION', content: '1.0.0\n' } }],
  inputSchema: {
    type: 'object',
    required: ['path', 'content'],
    additionalProperties: false,
    properties: {
      path: { type: 'string', minLength: 1 },
      content: { type: 'string' },
      preserveFormatting: { type: 'boolean', description: 'JSON is written with a line for each value.' },
    },
  },
  outputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['path'],
    properties: { path: { type: 'string', description: "Relative to the run's folder." } },
  },
  run: async ({ input, workspace }) => {
    const stated = textOf(input['content']) ?? '';
    const content = input['preserveFormatting'] === true ? indented(stated) : stated;
    return { path: await writeWorkspaceFile(workspace, textOf(input['path']) ?? '', content) };
  },
};

/** JSON with a line for each value; any other text as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
