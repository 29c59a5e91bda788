import type { Action } from '../../action.ts';
import { textOf } from '../../json-object.ts';
import { readWorkspaceFile } from '../read-workspace-file.ts';
import { parseText, type Parser } from '../parse-text.ts';

const parsers: readonly Parser[] = ['yaml', 'json', 'multiyaml'];

/** RoadieHQ's action that reads a file. */
export const parseFile: Action = {
  id: 'roadiehq:utils:fs:parse',
  description: 'Reads a file of the run, as a text or as what it holds.',
  effect: 'workspace',
  examples: [{ description: 'Read a YAML file', input: { path: 'settings.yaml', parser: 'yaml' } }],
  inputSchema: {
    type: 'object',
    required: ['path'],
    additionalProperties: false,
    properties: {
      path: { type: 'string', minLength: 1 },
      parser: { enum: parsers, description: 'A text where none is given.' },
    },
  },
  outputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['content'],
    properties: { content: { description: 'With `multiyaml` a list of all documents.' } },
  },
  run: async ({ input, workspace }) => {
    const path = textOf(input['path']) ?? '';
    const text = await readWorkspaceFile(workspace, path);
    const parser = parsers.find((one) => one === input['parser']);
    return { content: parser === undefined ? text : parseText(text, parser, path) };
  },
};
