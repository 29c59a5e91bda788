import { writeYaml } from '#callboard/core/yaml/write-yaml.ts';
import type { Action } from '../../action.ts';
import { textsOf } from '../../json-object.ts';
import { keepKeys } from './keep-keys.ts';
import { writeJson, writingProperties } from './write-json.ts';

const outputSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['serialized'],
  properties: { serialized: { type: 'string' } },
};
const data = { description: 'Any value.' };

/** RoadieHQ's actions that write a value as a text. */
export const serialize: readonly Action[] = [
  {
    id: 'roadiehq:utils:serialize:json',
    description: 'Writes a value as JSON.',
    effect: 'workspace',
    examples: [{ description: 'Write an object', input: { data: { port: 8080 }, space: '  ' } }],
    inputSchema: {
      type: 'object',
      required: ['data'],
      additionalProperties: false,
      properties: { data, ...writingProperties },
    },
    outputSchema,
    run: async ({ input }) => ({ serialized: writeJson(input['data'] ?? null, input) }),
  },
  {
    id: 'roadiehq:utils:serialize:yaml',
    description: 'Writes a value as YAML.',
    effect: 'workspace',
    examples: [{ description: 'Write an object', input: { data: { port: 8080 } } }],
    inputSchema: {
      type: 'object',
      required: ['data'],
      additionalProperties: false,
      properties: {
        data,
        replacer: writingProperties.replacer,
        options: { type: 'object', description: 'Taken, and without effect.' },
      },
    },
    outputSchema,
    run: async ({ input }) => ({ serialized: writeYaml(keepKeys(input['data'] ?? null, textsOf(input['replacer']))) }),
  },
];
