import { compileSchema, formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { formatEntityRef, parseEntityRef } from '#callboard/catalog/entity-ref.ts';
import { approval } from '#callboard/catalog/schemas/approval.ts';
import type { JsonObject } from './action.ts';
import { numberOf, textOf, textsOf } from './json-object.ts';
import { type Condition, readCondition } from './read-condition.ts';
import type { TemplateEngine } from './template-engine.ts';
import type { TemplateLanguages } from './template-languages.ts';

/** Where something stands in the template's file, for a person: `template.yaml:12:5`. */
export type Locate = (path: readonly (string | number)[]) => string;

/** One step, as the template states it. */
export interface TemplateStep extends Condition {
  /** Unique in its template; `step-1` and so on where none is given. */
  readonly id: string;
  readonly name: string;
  readonly action: string;
  readonly input: JsonObject;
  /** The step is taken for each item of the list, or each key of the object, that this renders to. */
  readonly each: Json | undefined;
  /** From the document's root to the step. */
  readonly path: readonly (string | number)[];
}

/** A template, read from its document. */
export interface Template {
  readonly ref: string;
  readonly title: string;
  readonly description: string | undefined;
  /** Of its language, which its `apiVersion` names. */
  readonly engine: TemplateEngine;
  /** What it asks for: one JSON Schema a page. */
  readonly pages: readonly JsonObject[];
  /** Where a page stands, from the document's root. */
  readonly pagesPath: (index: number) => readonly (string | number)[];
  readonly steps: readonly TemplateStep[];
  readonly output: JsonObject;
  /** Who must approve each run; undefined where nobody must. */
  readonly approval: TemplateApproval | undefined;
  readonly locate: Locate;
}

/** Who must approve the runs of a template. */
export interface TemplateApproval {
  /** Full refs of groups and users. */
  readonly approvers: readonly string[];
  /** So many different people. */
  readonly count: number;
  readonly withinHours: number;
  /** Where they are asked, by surface. */
  readonly channels: Readonly<Record<string, string>>;
}

const step = {
  type: 'object',
  required: ['action'],
  properties: {
    id: { type: 'string', minLength: 1 },
    name: { type: 'string' },
    action: { type: 'string', minLength: 1 },
    input: { type: 'object' },
    each: { type: ['string', 'array', 'object'] },
  },
};

/** What is wrong with a document as a template, place by place. */
export const checkTemplateDocument = compileSchema({
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
        // One of them may be a list: what `$yaml` stood for.
        steps: { type: 'array', minItems: 1, items: { ...step, type: ['object', 'array'], items: step } },
        output: { type: 'object' },
        approval,
      },
    },
  },
});

const nameless = 'without a name';

/**
 * Reads a template from its document.
 * @throws Refusal naming the places where it is not well-formed
 */
export function readTemplate(
  document: JsonObject,
  languages: TemplateLanguages,
  locate: Locate = locateByPath,
): Template {
  const problems = checkTemplateDocument(document);
  const metadata = isJsonObject(document['metadata']) ? document['metadata'] : {};
  const name = textOf(metadata['name']) ?? nameless;
  if (problems.length > 0) {
    const told = problems.map(({ path, message }) => `${locate(path)}: ${formatPath(path)} ${message}`);
    throw new Refusal(`The template ${name} is not well-formed: ${told.join('; ')}.`, {
      code: 'invalid-template',
      hint: 'Correct the file.',
    });
  }
  const template = readWhatCanBeRead(document, languages, locate);
  if (!template) throw unknownLanguage(name, textOf(document['apiVersion']) ?? '', languages);
  return template;
}

/**
 * Reads a template from a document that need not be well-formed: what is not as it should be is left out.
 * @returns undefined where its language is not known
 */
export function readWhatCanBeRead(
  document: JsonObject,
  languages: TemplateLanguages,
  locate: Locate = locateByPath,
): Template | undefined {
  const engine = languages.engineOf(textOf(document['apiVersion']) ?? '');
  if (!engine) return undefined;
  const metadata = isJsonObject(document['metadata']) ? document['metadata'] : {};
  const name = textOf(metadata['name']) ?? nameless;
  const spec = isJsonObject(document['spec']) ? document['spec'] : {};
  return {
    ref: formatEntityRef({ kind: 'template', namespace: textOf(metadata['namespace']) ?? 'default', name }),
    title: textOf(metadata['title']) ?? name,
    description: textOf(metadata['description']),
    engine,
    pages: pagesOf(document),
    pagesPath: (index) => (Array.isArray(spec['parameters']) ? ['spec', 'parameters', index] : ['spec', 'parameters']),
    steps: readSteps(spec['steps'] ?? []),
    output: isJsonObject(spec['output']) ? spec['output'] : {},
    approval: isJsonObject(spec['approval']) ? readApproval(spec['approval']) : undefined,
    locate,
  };
}

/** What the document of a template asks for: one JSON Schema a page. */
export function pagesOf({ spec }: JsonObject): readonly JsonObject[] {
  return isJsonObject(spec) ? [spec['parameters']].flat().filter(isJsonObject) : [];
}

const defaultHours = 72;

function readApproval({ approvers, count, withinHours, channels }: JsonObject): TemplateApproval {
  const refs = textsOf(approvers).flatMap((text) => parseEntityRef(text, { kind: 'group' }) ?? []);
  const named = Object.entries(isJsonObject(channels) ? channels : {});
  return {
    approvers: refs.map(formatEntityRef),
    count: numberOf(count) ?? 1,
    withinHours: numberOf(withinHours) ?? defaultHours,
    channels: Object.fromEntries(named.map(([surface, channel]) => [surface, textOf(channel) ?? ''])),
  };
}

function readSteps(stated: Json): readonly TemplateStep[] {
  const placed = [stated].flat().flatMap((item: Json, index) => {
    const path = ['spec', 'steps', index];
    return Array.isArray(item)
      ? item.map((inner: Json, nth) => ({ step: inner, path: [...path, nth] }))
      : [{ step: item, path }];
  });
  return placed.flatMap(({ step, path }, index) => (isJsonObject(step) ? [readStep(step, index, path)] : []));
}

function readStep(step: JsonObject, index: number, path: TemplateStep['path']): TemplateStep {
  const action = textOf(step['action']) ?? '';
  return {
    id: textOf(step['id']) ?? `step-${index + 1}`,
    name: textOf(step['name']) ?? textOf(step['id']) ?? action,
    action,
    input: isJsonObject(step['input']) ? step['input'] : {},
    ...readCondition(step['if']),
    each: step['each'],
    path,
  };
}

function unknownLanguage(name: string, apiVersion: string, { apiVersions }: TemplateLanguages): Refusal {
  const known = apiVersions.join(' or ');
  return new Refusal(`The template ${name} has the apiVersion "${apiVersion}", which is not known here.`, {
    code: 'invalid-template',
    hint: `Write it in the language of ${known}.`,
  });
}

/** For a stored template, whose text is not at hand. */
const locateByPath: Locate = (path) => `template.yaml, ${formatPath(path)}`;
