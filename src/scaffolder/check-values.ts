import type { Value, Values } from '#callboard/core/answers/answer.ts';
import type { Field, FieldProblem } from '#callboard/core/forms/form.ts';
import type { SchemaProblem } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Directory } from '#callboard/catalog/directory.ts';
import type { JsonObject } from './action.ts';
import type { GitHost } from './git-host.ts';
import { asText } from './json-object.ts';
import { patternMessage } from './pattern-message.ts';
import { pickEntity } from './pick-entity.ts';
import { compilePage, fieldsOf, type Question, readQuestions } from './questions.ts';
import { readRepository } from './repository-picker.ts';
import type { Template } from './template.ts';

/** Typed values by parameter, or what is wrong, field by field. */
export type CheckedValues =
  | { readonly kind: 'values'; readonly values: JsonObject }
  | { readonly kind: 'problems'; readonly problems: readonly FieldProblem[] };

export interface CheckContext {
  readonly template: Template;
  /** The configured ones. */
  readonly hosts: readonly GitHost[];
  readonly directory: Directory;
  /** Whether a parameter that was not given takes its default: so for a file of values, not for a form that shows it. */
  readonly fillsDefaults: boolean;
}

type ReadValue =
  | { readonly kind: 'given'; readonly value: Json }
  | { readonly kind: 'missing' }
  | { readonly kind: 'problem'; readonly problem: FieldProblem };

const missing: ReadValue = { kind: 'missing' };
const isGiven = (value: Value | undefined): value is Value =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

/**
 * Checks what was given, as typed or already typed, against the template's parameters.
 * @param given by form field; a repository also as a whole, by its parameter
 * @throws Refusal where the template's parameters can't be asked for
 */
export function checkValues(context: CheckContext, given: Values): CheckedValues {
  const questions = readQuestions(context.template, context.hosts);
  const read = new Map(questions.map((question) => [question.property, readAnswer(question, context, given)]));
  const unread = [...read.values()].flatMap((value) => (value.kind === 'problem' ? [value.problem] : []));
  const values = Object.fromEntries(
    [...read].flatMap(([property, value]) => (value.kind === 'given' ? [[property, value.value]] : [])),
  );
  const invalid = schemaProblems(context.template, values, questions).filter(
    ({ property }) => read.get(property)?.kind !== 'problem',
  );
  const problems = [...unknownNames(questions, given), ...unread, ...invalid.map(({ problem }) => problem)];
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'values', values };
}

function readAnswer(question: Question, context: CheckContext, given: Values): ReadValue {
  const { asks, schema } = question;
  const byDefault = schema['default'];
  if (asks.kind === 'nothing') return byDefault === undefined ? missing : { kind: 'given', value: byDefault };
  if (asks.kind === 'repository') {
    const read = readRepository(asks.picker, given);
    if (read === undefined) return missing;
    return typeof read === 'string' ? { kind: 'given', value: read } : { kind: 'problem', problem: read };
  }
  const raw = Object.hasOwn(given, asks.field.name) ? given[asks.field.name] : undefined;
  if (isGiven(raw)) return readField(asks.field, schema, raw, context.directory);
  return context.fillsDefaults && byDefault !== undefined ? { kind: 'given', value: byDefault } : missing;
}

function readField(field: Field, schema: JsonObject, raw: Value, directory: Directory): ReadValue {
  switch (field.kind) {
    case 'text':
      return { kind: 'given', value: typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : raw };
    case 'number':
      return { kind: 'given', value: typeof raw === 'string' ? readNumber(raw) : raw };
    case 'boolean':
      return { kind: 'given', value: readBoolean(raw) };
    case 'choice':
      return { kind: 'given', value: enumValue(schema, raw) };
    case 'choices': {
      const chosen = typeof raw === 'string' ? raw.split(',').map((part) => part.trim()) : [raw].flat();
      const items = isJsonObject(schema['items']) ? schema['items'] : {};
      return { kind: 'given', value: chosen.map((one) => enumValue(items, one)) };
    }
    case 'lookup': {
      const picked = pickEntity(directory, String(raw), schema);
      return picked.kind === 'ref'
        ? { kind: 'given', value: picked.ref }
        : { kind: 'problem', problem: { field: field.name, message: picked.message } };
    }
  }
}

/** The number that was typed; the text itself where it is none, for the schema to refuse. */
function readNumber(text: string): number | string {
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? text : number;
}

/** What surfaces, files of values and people mean by yes and no; anything else stays for the schema to refuse. */
function readBoolean(raw: Value): Value {
  if (Array.isArray(raw)) return raw.includes('true');
  const word = String(raw).toLowerCase();
  if (['true', 'yes'].includes(word)) return true;
  return ['false', 'no'].includes(word) ? false : raw;
}

/** The schema's own value, with its type, for what an option's value was. */
function enumValue(schema: JsonObject, raw: Value): Json {
  const values: readonly Json[] = Array.isArray(schema['enum']) ? schema['enum'] : [];
  return values.find((value) => asText(value) === asText(raw)) ?? raw;
}

function schemaProblems(
  template: Template,
  values: JsonObject,
  questions: readonly Question[],
): readonly { readonly property: string; readonly problem: FieldProblem }[] {
  return template.pages.flatMap((page, pageIndex) => {
    const ofPage = questions.filter((question) => question.pageIndex === pageIndex);
    const properties = new Set(ofPage.map(({ property }) => property));
    const named = Object.fromEntries(Object.entries(values).filter(([property]) => properties.has(property)));
    // Without a prototype, so that a parameter named `constructor` is missing where it is not given.
    const own: JsonObject = Object.setPrototypeOf(named, null);
    return compilePage(page)(own).flatMap((problem) => {
      const question = ofPage.find(({ property }) => property === problem.path[0]);
      return question ? [{ property: question.property, problem: inWords(question, problem) }] : [];
    });
  });
}

function inWords(question: Question, { keyword, message }: SchemaProblem): FieldProblem {
  const field = fieldsOf(question).at(-1);
  const name = field?.name ?? question.property;
  const label = field?.label ?? question.property;
  if (keyword === 'required') return { field: name, message: `${label} is needed` };
  if (keyword === 'pattern') {
    const message = field?.kind === 'text' ? field.pattern?.message : undefined;
    return { field: name, message: message ?? patternMessage(label, question.schema) };
  }
  return { field: name, message: `${label} ${message}` };
}

function unknownNames(questions: readonly Question[], given: Values): readonly FieldProblem[] {
  const known = new Set(questions.flatMap((question) => [question.property, ...knownNames(question)]));
  return Object.keys(given)
    .filter((name) => !known.has(name))
    .map((name) => ({
      field: name,
      message: `The template does not ask for "${name}"; it asks for ${[...known].join(', ')}`,
    }));
}

function knownNames(question: Question): readonly string[] {
  if (question.asks.kind !== 'repository') return fieldsOf(question).map(({ name }) => name);
  const { name } = question.asks.picker;
  return ['host', 'owner', 'repo'].map((part) => `${name}.${part}`);
}
