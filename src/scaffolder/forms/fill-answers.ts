import type { RawValues } from '#callboard/core/forms/form.ts';
import { compileSchema } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { asText, ownValue } from '../json-object.ts';
import { parseRepoUrl } from '../repo-url.ts';
import type { Template } from '../template.ts';
import { formAt, questionsAt } from './form-at.ts';
import { fieldsOf, type Question } from './question.ts';
import type { AskContext } from './questions.ts';

type Filled = Record<string, RawValues[string]>;

/** Answers bring up questions, whose answers bring up others: so many times. */
const maximumRounds = 20;

/** What values by parameter put into the fields of a template's form. */
export interface FilledAnswers {
  /** By field. A field that they leave out is not in it. */
  readonly values: RawValues;
  /** Names among them that the template does not ask for. */
  readonly unknown: readonly string[];
}

/**
 * Fills a template's form with values that are known, such as those of a file or of an earlier run.
 * @param values by parameter, or by field of the form
 * @throws Refusal where the template can't be asked for
 */
export function fillAnswers(template: Template, values: JsonObject, context: AskContext): FilledAnswers {
  let filled: RawValues = {};
  let known: readonly string[] = [];
  for (let round = 0; round < maximumRounds; round += 1) {
    const questions = questionsAt(template, filled, context).flat();
    const next = fillAll(questions, values);
    for (const { name } of questions.flatMap(fieldsOf)) {
      const own = ownValue(values, name);
      if (own !== undefined && ownValue(next, name) === undefined) next[name] = rawOf(own);
    }
    known = questions.flatMap((question) => [
      question.property,
      question.name,
      ...fieldsOf(question).map(({ name }) => name),
    ]);
    if (JSON.stringify(next) === JSON.stringify(filled)) break;
    filled = next;
  }
  return {
    values: filled,
    unknown: Object.keys(values).filter((name) => !known.includes(name) && !isPart(name, known)),
  };
}

/**
 * The same for the form of an earlier run: a field that was left empty then is empty now, whatever its default is, and
 * so is a secret, which went with its run.
 */
export function fillAgain(template: Template, values: JsonObject, context: AskContext): RawValues {
  let filled: RawValues = fillAnswers(template, values, context).values;
  for (let round = 0; round < maximumRounds; round += 1) {
    const fields = formAt(template, filled, context).pages.flatMap((page) => page.fields);
    const empty = fields.filter(
      ({ name, kind }) => filled[name] === undefined || (kind === 'secret' && filled[name] !== ''),
    );
    if (empty.length === 0) break;
    filled = { ...filled, ...Object.fromEntries(empty.map(({ name }) => [name, ''])) };
  }
  return filled;
}

/** A part of a repository that nobody is asked for, such as its only host. */
const isPart = (name: string, known: readonly string[]): boolean =>
  /\.(?:host|owner|project|repo)$/.test(name) && known.includes(name.replace(/\.[^.]*$/, ''));

function fillAll(questions: readonly Question[], values: JsonObject): Filled {
  const filled = questions.map((question) => fill(question, ownValue(values, question.property), values));
  return Object.fromEntries(filled.flatMap((each) => Object.entries(each)));
}

function fill({ name, asks }: Question, value: Json | undefined, beside: JsonObject): Filled {
  switch (asks.kind) {
    case 'nothing':
    case 'unaskable':
      return {};
    case 'alternative': {
      const fitting = asks.branches.findIndex((branch) => compileSchema(branch)(beside).length === 0);
      return fitting === -1 ? {} : { [name]: String(fitting) };
    }
    case 'group':
      return isJsonObject(value) ? fillAll(asks.questions, value) : {};
    case 'items':
      return Array.isArray(value) ? fillItems(name, asks.items, value) : {};
    case 'repository':
      return value === undefined || value === null ? {} : fillRepository(name, asText(value));
    case 'yaml':
      return value === undefined
        ? {}
        : { [name]: typeof value === 'string' ? value : JSON.stringify(value, undefined, 2) };
    default:
      return value === undefined ? {} : { [name]: asks.field.kind === 'list' ? linesOf(value) : rawOf(value) };
  }
}

/** In the first round only the ids are known; then each has its questions. */
function fillItems(
  name: string,
  items: readonly { readonly questions: readonly Question[] }[],
  values: readonly Json[],
): Filled {
  const inner = values.map((value, index) => fillAll(items[index]?.questions ?? [], isJsonObject(value) ? value : {}));
  const ids = values.map((_, index) => String(index));
  return Object.fromEntries([[name, ids], ...inner.flatMap((each) => Object.entries(each))]);
}

/** An address that is none stays whole, for whoever reads it to say so. */
function fillRepository(name: string, text: string): Filled {
  const parts = parseRepoUrl(text);
  if (!parts) return { [name]: text };
  const { host, owner, project, repo } = parts;
  const filled = { [`${name}.host`]: host, [`${name}.owner`]: owner, [`${name}.repo`]: repo };
  return project === undefined || project === owner ? filled : { ...filled, [`${name}.project`]: project };
}

const linesOf = (value: Json): string =>
  Array.isArray(value) ? value.map(asText).join('\n') : asText(value).replaceAll(/, */g, '\n');

function rawOf(value: Json): RawValues[string] {
  if (value === null) return '';
  if (typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.map(asText) : asText(value);
}
