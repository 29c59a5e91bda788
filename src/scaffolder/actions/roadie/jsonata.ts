import { writeYaml } from '#callboard/core/yaml/write-yaml.ts';
import type { Action, ActionContext, JsonObject } from '../../action.ts';
import { textOf } from '../../json-object.ts';
import { readWorkspaceFile } from '../read-workspace-file.ts';
import { evaluateJsonata } from './evaluate-jsonata.ts';
import { parseText } from '../parse-text.ts';
import { writeJson, writingProperties } from './write-json.ts';

const expression = { type: 'string', minLength: 1, description: 'In JSONata, see https://jsonata.org.' } as const;
const outputSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['result'],
  properties: { result: { description: 'Null where the expression finds nothing.' } },
};
const path = { type: 'string', minLength: 1 } as const;

/** RoadieHQ's actions that look things up in values, and make others of them, with JSONata. */
export const jsonata: readonly Action[] = [
  {
    id: 'roadiehq:utils:jsonata',
    description: 'Evaluates a JSONata expression on a value, for 5 seconds at most.',
    effect: 'workspace',
    examples: [
      {
        description: 'Put two objects together',
        input: {
          data: { given: '${{ parameters.labels }}', usual: { team: 'payments' } },
          expression: '$merge([usual, given])',
        },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['expression'],
      additionalProperties: false,
      properties: { data: { description: 'Any value.' }, expression },
    },
    outputSchema,
    run: async ({ input, signal }) => ({
      result: await evaluateJsonata({ expression: expressionOf(input), data: input['data'] ?? null }, signal),
    }),
  },
  {
    id: 'roadiehq:utils:jsonata:json:transform',
    description: 'Evaluates a JSONata expression on a JSON file of the run.',
    effect: 'workspace',
    examples: [
      {
        description: 'Read the name of a package',
        input: { path: 'package.json', expression: 'name', as: 'object' },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['path', 'expression'],
      additionalProperties: false,
      properties: {
        path,
        expression,
        as: { enum: ['string', 'object'], description: 'JSON as a text, where none is given, or the value.' },
        ...writingProperties,
      },
    },
    outputSchema,
    run: async (context) => {
      const value = await evaluateOnFile(context, 'json');
      return { result: context.input['as'] === 'object' ? value : writeJson(value, context.input) };
    },
  },
  {
    id: 'roadiehq:utils:jsonata:yaml:transform',
    description: 'Evaluates a JSONata expression on a YAML file of the run.',
    effect: 'workspace',
    examples: [
      {
        description: 'Leave out what is switched off',
        input: { path: 'features.yaml', expression: 'features[enabled]', as: 'object' },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['path', 'expression'],
      additionalProperties: false,
      properties: {
        path,
        expression,
        loadAll: { type: 'boolean', description: 'The expression is given a list of all documents.' },
        as: { enum: ['string', 'object'], description: 'YAML as a text, where none is given, or the value.' },
        options: { type: 'object', description: 'Taken, and without effect.' },
      },
    },
    outputSchema,
    run: async (context) => {
      const value = await evaluateOnFile(context, context.input['loadAll'] === true ? 'multiyaml' : 'yaml');
      return { result: context.input['as'] === 'object' ? value : writeYaml(value) };
    },
  },
];

const expressionOf = (input: JsonObject): string => textOf(input['expression']) ?? '';

async function evaluateOnFile({ input, workspace, signal }: ActionContext, parser: 'json' | 'yaml' | 'multiyaml') {
  const file = textOf(input['path']) ?? '';
  const data = parseText(await readWorkspaceFile(workspace, file), parser, file);
  return evaluateJsonata({ expression: expressionOf(input), data }, signal);
}
