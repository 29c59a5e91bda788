import { compileSchema, formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { formatEntityRef } from '#callboard/catalog/entity-ref.ts';
import type { JsonObject } from './action.ts';
import { textOf } from './json-object.ts';

/** Where something stands in the template's file, for a person: `template.yaml:12:5`. */
export type Locate = (path: readonly (string | number)[]) => string;

/** One step, as the template states it. */
export interface TemplateStep {
  /** Unique in its template; `step-1` and so on where none is given. */
  readonly id: string;
  readonly name: string;
  readonly action: string;
  readonly input: JsonObject;
  /** The step is left out where this renders to nothing, false, 0 or an empty list. */
  readonly condition: Json | undefined;
  /** Whether it has an `each`. */
  readonly repeats: boolean;
  /** From the document's root to the step. */
  readonly path: readonly (string | number)[];
}

/** A template, read from its document. */
export interface Template {
  readonly ref: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly apiVersion: string;
  /** What it asks for: one JSON Schema a page. */
  readonly pages: readonly JsonObject[];
  readonly steps: readonly TemplateStep[];
  readonly output: JsonObject;
  readonly locate: Locate;
}

const checkDocument = compileSchema({
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string', pattern: '^[Tt]emplate$' },
    metadata: { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1 } } },
    spec: {
      type: 'object',
      required: ['steps'],
      properties: {
        parameters: { type: ['object', 'array'], items: { type: 'object' } },
        steps: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['action'],
            properties: {
              id: { type: 'string', minLength: 1 },
              name: { type: 'string' },
              action: { type: 'string', minLength: 1 },
              input: { type: 'object' },
            },
          },
        },
        output: { type: 'object' },
      },
    },
  },
});

/**
 * Reads a template from its document.
 * @throws Refusal naming the places where it is not well-formed
 */
export function readTemplate(document: JsonObject, locate: Locate = locateByPath): Template {
  const problems = checkDocument(document);
  const metadata = isJsonObject(document['metadata']) ? document['metadata'] : {};
  const name = textOf(metadata['name']) ?? 'without a name';
  if (problems.length > 0) {
    const told = problems.map(({ path, message }) => `${locate(path)}: ${formatPath(path)} ${message}`);
    throw new Refusal(`The template ${name} is not well-formed: ${told.join('; ')}.`, {
      code: 'invalid-template',
      hint: 'Correct the file.',
    });
  }
  const spec = isJsonObject(document['spec']) ? document['spec'] : {};
  const parameters = spec['parameters'];
  return {
    ref: formatEntityRef({ kind: 'template', namespace: textOf(metadata['namespace']) ?? 'default', name }),
    title: textOf(metadata['title']) ?? name,
    description: textOf(metadata['description']),
    apiVersion: textOf(document['apiVersion']) ?? '',
    pages: [parameters].flat().filter(isJsonObject),
    steps: [spec['steps']].flat().filter(isJsonObject).map(readStep),
    output: isJsonObject(spec['output']) ? spec['output'] : {},
    locate,
  };
}

function readStep(step: JsonObject, index: number): TemplateStep {
  const action = textOf(step['action']) ?? '';
  return {
    id: textOf(step['id']) ?? `step-${index + 1}`,
    name: textOf(step['name']) ?? textOf(step['id']) ?? action,
    action,
    input: isJsonObject(step['input']) ? step['input'] : {},
    condition: step['if'],
    repeats: step['each'] !== undefined,
    path: ['spec', 'steps', index],
  };
}

/** For a stored template, whose text is not at hand. */
const locateByPath: Locate = (path) => `template.yaml, ${formatPath(path)}`;
