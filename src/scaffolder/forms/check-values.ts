import type { Values } from '#callboard/core/answers/answer.ts';
import type { FieldProblem } from '#callboard/core/forms/form.ts';
import { formatPath, type SchemaProblem } from '#callboard/core/json-schema/compile-schema.ts';
import { listed } from '#callboard/core/listed.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { SecretBox } from '#callboard/core/storage/secret-box.ts';
import type { Directory } from '#callboard/catalog/directory.ts';
import type { JsonObject } from '../action.ts';
import { asText } from '../json-object.ts';
import { quote } from '../quote.ts';
import type { Template } from '../template.ts';
import { compilePage } from './compile-page.ts';
import { questionsAt } from './form-at.ts';
import { patternMessage } from './pattern-message.ts';
import { fieldsOf, type Question } from './question.ts';
import type { AskContext } from './questions.ts';
import { readAnswer, type Reading } from './read-answer.ts';
import { sealedSecrets, withoutSecrets } from './secret-answers.ts';

/** Typed values by parameter, or what is wrong, field by field. */
export type CheckedValues =
  | {
      readonly kind: 'values';
      /** A secret among them is told as a row of asterisks, as in Backstage. */
      readonly values: JsonObject;
      /** Sealed, by the path of their parameter, such as `token` or `database.password`. */
      readonly secrets: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'problems'; readonly problems: readonly FieldProblem[] };

export interface CheckContext extends AskContext {
  readonly template: Template;
  readonly directory: Directory;
  readonly secrets: SecretBox;
}

/**
 * Checks what was given, as typed or already typed, against the template's parameters.
 * @param given by form field, secrets sealed; one that is not there takes its default, an empty one has none
 * @throws Refusal where the template's parameters can't be asked for
 */
export function checkValues(context: CheckContext, given: Values): CheckedValues {
  const { template, directory } = context;
  const pages = questionsAt(template, given, context);
  const reading: Reading = { given, directory, openSecret: context.secrets.open };
  const read = pages.map((questions, index) => readPage(template.pages[index] ?? {}, questions, reading));
  const problems = [...unknownNames(pages.flat(), given), ...read.flatMap((page) => page.problems)];
  if (problems.length > 0) return { kind: 'problems', problems };
  const values = Object.fromEntries(read.flatMap((page) => Object.entries(page.values)));
  const questions = pages.flat();
  return { kind: 'values', values: withoutSecrets(questions, values), secrets: sealedSecrets(questions, given) };
}

function readPage(page: JsonObject, questions: readonly Question[], reading: Reading) {
  const answers = questions.map((question) => ({ question, answered: readAnswer(question, reading) }));
  const unread = answers.flatMap(({ answered }) => (answered.kind === 'problem' ? [answered.problem] : []));
  const values: JsonObject = Object.fromEntries(
    answers.flatMap(({ question, answered }): readonly [string, Json][] =>
      answered.kind === 'given' && question.property !== '' ? [[question.property, answered.value]] : [],
    ),
  );
  const failed = new Set(
    answers.flatMap(({ question, answered }) => (answered.kind === 'problem' ? [question.property] : [])),
  );
  // Without a prototype, so that a parameter named `constructor` is missing where it is not given.
  const own: JsonObject = Object.setPrototypeOf({ ...values }, null);
  const invalid = compilePage(page)(own).filter(({ path }) => !failed.has(String(path[0])));
  const told = [...unread, ...invalid.map((problem) => inWords(questions, problem))];
  const notOffered = questions.flatMap((question) => findNotOffered(question, values[question.property] ?? []));
  return { values, problems: [...told, ...notOffered.filter(({ field }) => told.every((one) => one.field !== field))] };
}

/** The page's schema does not have what a plugin's field offers, nor what of its own is not offered. */
function findNotOffered({ asks }: Question, value: Json): readonly FieldProblem[] {
  if (asks.kind !== 'field' || (asks.field.kind !== 'choice' && asks.field.kind !== 'choices')) return [];
  const { name, label, options } = asks.field;
  const strange = [value]
    .flat()
    .map(asText)
    .filter((one) => options.every((option) => option.value !== one));
  if (strange.length === 0) return [];
  const offered = listed(
    options.map((option) => option.value),
    'and',
  );
  return [{ field: name, message: `${label} has no option ${listed(strange.map(quote), 'and')}; it has ${offered}` }];
}

/** A problem at the field that it is of: of a list of things, at the field of the thing. */
function inWords(questions: readonly Question[], problem: SchemaProblem): FieldProblem {
  const question = questionAt(questions, problem.path);
  const field = question && fieldsOf(question).at(-1);
  const name = field?.name ?? question?.name ?? questions.flatMap(fieldsOf)[0]?.name ?? '';
  const label = field?.label ?? question?.property ?? formatPath(problem.path);
  if (problem.keyword === 'required') return { field: name, message: `${label} is needed` };
  if (problem.keyword === 'pattern' && question) {
    const message = field?.kind === 'text' ? field.pattern?.message : undefined;
    return { field: name, message: message ?? patternMessage(label, question.schema) };
  }
  return { field: name, message: `${label} ${problem.message}` };
}

function questionAt(questions: readonly Question[], [key, ...rest]: SchemaProblem['path']): Question | undefined {
  const question = questions.find(({ property }) => property === key);
  if (question?.asks.kind === 'group') return questionAt(question.asks.questions, rest) ?? question;
  if (question?.asks.kind !== 'items') return question;
  const [index, ...inner] = rest;
  return questionAt(question.asks.items[Number(index)]?.questions ?? [], inner) ?? question;
}

function unknownNames(questions: readonly Question[], given: Values): readonly FieldProblem[] {
  const known = new Set(questions.flatMap(knownNames));
  return Object.keys(given)
    .filter((name) => !known.has(name))
    .map((name) => ({
      field: name,
      message: `The template does not ask for "${name}"; it asks for ${[...known].join(', ')}`,
    }));
}

function knownNames(question: Question): readonly string[] {
  const { asks, name } = question;
  switch (asks.kind) {
    case 'group':
      return asks.questions.flatMap(knownNames);
    case 'items':
      return [name, ...asks.items.flatMap((item) => item.questions.flatMap(knownNames))];
    case 'repository':
      return [
        name,
        ...['host', 'owner', 'project', 'repo'].map((part) => `${name}.${part}`),
        ...asks.picker.fields.map((field) => field.name),
      ];
    default:
      return [name];
  }
}
