import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { mergeYaml } from '#callboard/core/yaml/merge-yaml.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import type { Action, ActionContext, JsonObject } from '../../action.ts';
import { asText, textOf } from '../../json-object.ts';
import { readWorkspaceFile } from '../read-workspace-file.ts';
import { writeWorkspaceFile } from '../write-workspace-file.ts';
import { isThere } from './is-there.ts';
import { mergeJson } from './merge-json.ts';

const properties = {
  path: { type: 'string', minLength: 1 },
  content: { type: ['string', 'object'], description: 'An object, or the text of one.' },
  mergeArrays: {
    type: 'boolean',
    description: 'Lists are joined; the new one takes the place of the other otherwise.',
  },
} as const;
const outputSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['path'],
  properties: { path: { type: 'string', description: "Relative to the run's folder." } },
};

/** RoadieHQ's actions that put values into a file that is there. */
export const merge: readonly Action[] = [
  {
    id: 'roadiehq:utils:merge',
    description: 'Puts values into a YAML or JSON file of the run; what else is in it stays, comments too.',
    effect: 'workspace',
    examples: [
      {
        description: 'Add a dependency',
        input: { path: 'package.json', content: { dependencies: { fastify: '^5' } } },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['path', 'content'],
      additionalProperties: false,
      properties: {
        ...properties,
        preserveYamlComments: { type: 'boolean', description: 'They stay in any case.' },
        useDocumentIncludingField: {
          type: 'object',
          required: ['key', 'value'],
          properties: { key: { type: 'string' }, value: { type: 'string' } },
          description: 'Of several documents the one where this field has this value.',
        },
        options: { type: 'object', description: 'Taken, and without effect.' },
      },
    },
    outputSchema,
    run: async ({ input, workspace }) => {
      const path = textOf(input['path']) ?? '';
      const text = await readWorkspaceFile(workspace, path);
      const merged = /\.json$/i.test(path) ? mergeJsonText(text, input, path) : mergeYamlText(text, input, path);
      return { path: await writeWorkspaceFile(workspace, path, merged) };
    },
  },
  {
    id: 'roadiehq:utils:json:merge',
    description: 'Puts values into a JSON file of the run, which is made where it is not there.',
    effect: 'workspace',
    examples: [
      { description: 'Add a script', input: { path: 'package.json', content: { scripts: { lint: 'eslint' } } } },
    ],
    inputSchema: {
      type: 'object',
      required: ['path', 'content'],
      additionalProperties: false,
      properties: { ...properties, matchFileIndent: { type: 'boolean', description: 'It is kept in any case.' } },
    },
    outputSchema,
    run: mergeJsonFile,
  },
];

async function mergeJsonFile({ input, workspace }: ActionContext): Promise<JsonObject> {
  const path = textOf(input['path']) ?? '';
  const text = (await isThere(workspace, path)) ? await readWorkspaceFile(workspace, path) : '{}';
  return { path: await writeWorkspaceFile(workspace, path, mergeJsonText(text, input, path)) };
}

function mergeJsonText(text: string, input: JsonObject, path: string): string {
  const merged = mergeJson(parseObject(text, path), contentOf(input), input['mergeArrays'] === true);
  const [, indent = '  '] = /^\{\s*?\n([ \t]+)/.exec(text) ?? [];
  return `${JSON.stringify(merged, undefined, indent)}\n`;
}

function mergeYamlText(text: string, input: JsonObject, path: string): string {
  const documents = readYaml(text);
  const [problem] = documents.flatMap(({ problems }) => problems);
  if (problem) throw notMerged(`${path}:${problem.line}:${problem.column}: ${problem.message}`);
  const field = isJsonObject(input['useDocumentIncludingField']) ? input['useDocumentIncludingField'] : undefined;
  if (documents.length > 1 && !field) {
    throw notMerged(`${path} has ${documents.length} documents, and the step does not say which is meant.`);
  }
  return mergeYaml(text, {
    content: contentOf(input),
    joinsLists: input['mergeArrays'] === true,
    isMeant: (value) =>
      !field || (isJsonObject(value) && asText(value[textOf(field['key']) ?? ''] ?? null) === field['value']),
  });
}

function contentOf(input: JsonObject): JsonObject {
  const { content } = input;
  return isJsonObject(content) ? content : parseObject(textOf(content) ?? '', 'the content to merge');
}

/** JSON is YAML too, and its mistakes are told with their place. */
function parseObject(text: string, what: string): JsonObject {
  const [document] = readYaml(text);
  const [problem] = document?.problems ?? [];
  if (problem) throw notMerged(`${what}:${problem.line}:${problem.column}: ${problem.message}`);
  if (isJsonObject(document?.value)) return document.value;
  throw notMerged(`${what} is no object.`);
}

const notMerged = (message: string): Refusal =>
  new Refusal(message, { code: 'not-merged', hint: 'Correct the step, or what makes the file.' });
