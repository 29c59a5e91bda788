import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { writeYaml } from '#callboard/core/yaml/write-yaml.ts';
import type { Action, JsonObject } from '../../action.ts';
import { numberOf, textOf, textsOf } from '../../json-object.ts';

const outputSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['serialized'],
  properties: { serialized: { type: 'string' } },
};
const data = { description: 'Any value.' };
const replacer = { type: 'array', items: { type: 'string' }, description: 'The only keys to keep.' };

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
      properties: { data, replacer, space: { type: ['string', 'number'], description: 'What indents a level.' } },
    },
    outputSchema,
    run: async ({ input }) => {
      const space = textOf(input['space']) ?? numberOf(input['space']);
      return { serialized: JSON.stringify(keptOf(input), undefined, space) };
    },
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
      properties: { data, replacer, options: { type: 'object', description: 'Taken, and without effect.' } },
    },
    outputSchema,
    run: async ({ input }) => ({ serialized: writeYaml(keptOf(input)) }),
  },
];

/** The value with no keys but those that are to be kept, at any depth; all of them where none is named. */
function keptOf(input: JsonObject): Json {
  const names = textsOf(input['replacer']);
  const kept = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(kept);
    if (!isJsonObject(value)) return value;
    const entries = Object.entries(value).filter(([key]) => names.length === 0 || names.includes(key));
    return Object.fromEntries(entries.map(([key, item]) => [key, kept(item)]));
  };
  return kept(input['data'] ?? null);
}
