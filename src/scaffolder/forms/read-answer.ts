import type { Value, Values } from '#callboard/core/answers/answer.ts';
import type { Field, FieldProblem } from '#callboard/core/forms/form.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import type { Directory } from '#callboard/catalog/directory.ts';
import type { JsonObject } from '../action.ts';
import { asText, ownValue, textOf } from '../json-object.ts';
import { pickEntity } from './pick-entity.ts';
import type { Question, ValueField } from './question.ts';
import { readRepository } from './read-repository.ts';
import { schemaOptions } from './schema-options.ts';

/** What was given for a question, with its type; `missing` where nothing was. */
export type Answered =
  | { readonly kind: 'given'; readonly value: Json }
  | { readonly kind: 'missing' }
  | { readonly kind: 'problem'; readonly problem: FieldProblem };

export interface Reading {
  /** By field; one that is not among them takes its default. */
  readonly given: Values;
  /** Where names of entities are looked up; without it they stay as they are. */
  readonly directory?: Directory;
  /** What a sealed secret says. */
  readonly openSecret?: (sealed: string) => string;
}

const missing: Answered = { kind: 'missing' };
const given = (value: Json): Answered => ({ kind: 'given', value });

/** The value of one parameter, from what was given in its fields. */
export function readAnswer(question: Question, reading: Reading): Answered {
  const { asks, schema } = question;
  switch (asks.kind) {
    case 'nothing':
      return asks.value === undefined ? missing : given(asks.value);
    case 'unaskable':
    case 'alternative':
      return missing;
    case 'repository': {
      const read = readRepository(asks.picker, reading.given);
      if (read === undefined) return missing;
      return typeof read === 'string' ? given(read) : { kind: 'problem', problem: read };
    }
    case 'group':
      return readGroup(question, asks.questions, reading);
    case 'items': {
      const read = asks.items.map((item) => readGroup(question, item.questions, reading, true));
      const problem = read.find((one) => one.kind === 'problem');
      if (problem) return problem;
      if (read.length === 0 && !question.isRequired) return missing;
      return given(read.flatMap((one) => (one.kind === 'given' ? [one.value] : [])));
    }
    case 'secret': {
      const raw = valueIn(asks.field, reading);
      if (raw === undefined) return missing;
      return given(reading.openSecret?.(String(raw)) ?? String(raw));
    }
    default: {
      const raw = valueIn(asks.field, reading);
      if (raw === undefined) return asks.field.kind === 'list' && question.isRequired ? given([]) : missing;
      if (asks.kind === 'yaml') return readYamlText(asks.field, String(raw));
      if (asks.kind === 'entities') return readEntities(asks.field, schema, raw, reading.directory);
      return given(readField(asks.field, schema, raw));
    }
  }
}

/** What is known of an object's data while it is being filled; what can't be read is as good as not given. */
export function readData(questions: readonly Question[], given: Values): JsonObject {
  const entries = questions.flatMap((question): readonly [string, Json][] => {
    const read = readAnswer(question, { given });
    return read.kind === 'given' && question.property !== '' ? [[question.property, read.value]] : [];
  });
  return Object.fromEntries(entries);
}

function readGroup(question: Question, questions: readonly Question[], reading: Reading, isItem = false): Answered {
  const read = questions.map((inner) => ({ inner, answered: readAnswer(inner, reading) }));
  const failed = read.find(({ answered }) => answered.kind === 'problem');
  if (failed) return failed.answered;
  const entries = read.flatMap(({ inner, answered }): readonly [string, Json][] =>
    answered.kind === 'given' && inner.property !== '' ? [[inner.property, answered.value]] : [],
  );
  return entries.length > 0 || question.isRequired || isItem ? given(Object.fromEntries(entries)) : missing;
}

/** What a field holds; undefined where it is empty. */
function valueIn(field: Field, { given: values }: Reading): Value | undefined {
  const value = ownValue(values, field.name) ?? initialOf(field);
  if (value === '' && field.kind === 'choice' && field.options.some((option) => option.value === '')) return value;
  return value === '' || (Array.isArray(value) && value.length === 0) ? undefined : value;
}

function initialOf(field: Field): Value | undefined {
  switch (field.kind) {
    case 'secret':
    case 'items':
      return undefined;
    case 'lookup':
      return field.initial?.value;
    case 'lookups':
      return field.initial?.map(({ value }) => value);
    default:
      return field.initial;
  }
}

function readField(field: ValueField, schema: JsonObject, raw: Value): Json {
  switch (field.kind) {
    case 'text':
    case 'lookup':
      return typeof raw === 'object' ? (raw[0] ?? '') : String(raw);
    case 'number':
      return typeof raw === 'string' ? readNumber(raw) : raw;
    case 'boolean':
      return readBoolean(raw);
    case 'choice':
      return optionValue(schema, raw);
    case 'choices':
      return several(raw).map((one) => optionValue(itemsOf(schema), one));
    case 'lookups':
      return several(raw);
    case 'list': {
      const isNumeric = ['number', 'integer'].includes(textOf(itemsOf(schema)['type']) ?? '');
      const texts = typeof raw === 'string' ? raw.split('\n').flatMap((line) => line.trim() || []) : [raw].flat();
      return texts.map((text) => (isNumeric && typeof text === 'string' ? readNumber(text) : text));
    }
  }
}

function readEntities(field: Field, schema: JsonObject, raw: Value, directory: Directory | undefined): Answered {
  const isSeveral = field.kind === 'lookups';
  if (!directory) return given(isSeveral ? several(raw) : String(raw));
  const picker = isSeveral && schema['ui:field'] === undefined ? itemsOf(schema) : schema;
  const picked = (isSeveral ? several(raw) : [String(raw)]).map((text) => pickEntity(directory, text, picker));
  const problem = picked.find((one) => one.kind === 'problem');
  if (problem) return { kind: 'problem', problem: { field: field.name, message: problem.message } };
  const refs = picked.flatMap((one) => (one.kind === 'ref' ? [one.ref] : []));
  return given(isSeveral ? refs : (refs[0] ?? ''));
}

function readYamlText(field: Field, text: string): Answered {
  const [document] = readYaml(text);
  const [problem] = document?.problems ?? [];
  if (!problem) return document?.value === undefined || document.value === null ? missing : given(document.value);
  return { kind: 'problem', problem: { field: field.name, message: `Line ${problem.line}: ${problem.message}` } };
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
function optionValue(schema: JsonObject, raw: Value): Json {
  const option = schemaOptions(schema)?.find(({ value }) => asText(value) === asText(raw));
  if (option) return option.value;
  return schema['type'] === 'boolean' ? readBoolean(raw) : raw;
}

/** Several values, from a list or from a text with commas between them. */
const several = (raw: Value): readonly string[] =>
  typeof raw === 'string' ? raw.split(',').flatMap((part) => part.trim() || []) : [raw].flat().map(String);

const itemsOf = (schema: JsonObject): JsonObject => (isJsonObject(schema['items']) ? schema['items'] : {});
