import { Refusal } from '#callboard/core/refusal.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import type { Action } from '../../action.ts';
import { textOf } from '../../json-object.ts';
import { readWorkspaceFile } from '../read-workspace-file.ts';

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
      parser: { enum: ['yaml', 'json', 'multiyaml'], description: 'A text where none is given.' },
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
    return { content: parse(text, textOf(input['parser']), path) };
  },
};

function parse(text: string, parser: string | undefined, path: string): Json {
  if (parser === undefined) return text;
  // JSON is YAML too, and its mistakes are told with their place.
  const documents = readYaml(text);
  const [problem] = documents.flatMap(({ problems }) => problems);
  if (problem) {
    throw new Refusal(`${path}:${problem.line}:${problem.column}: ${problem.message}`, {
      code: 'not-parsed',
      hint: 'Correct what makes this file.',
    });
  }
  const values = documents.map(({ value }) => value ?? null);
  return parser === 'multiyaml' ? values : (values[0] ?? null);
}
