import type { Field } from '#callboard/core/forms/form.ts';
import { compileSchema, type SchemaCheck } from '#callboard/core/json-schema/compile-schema.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { JsonObject } from './action.ts';
import { fieldFromSchema } from './field-from-schema.ts';
import type { GitHost } from './git-host.ts';
import { asText, textsOf } from './json-object.ts';
import { pickerOptions } from './picker-options.ts';
import { parseRepoUrl } from './repo-url.ts';
import { allowedHosts, repositoryPicker, type RepositoryPicker } from './repository-picker.ts';
import type { Template } from './template.ts';

/** One parameter of a template and how it is asked for. */
export interface Question {
  readonly property: string;
  /** The page it is on, counted from 0. */
  readonly pageIndex: number;
  readonly schema: JsonObject;
  readonly asks:
    | { readonly kind: 'field'; readonly field: Field }
    | { readonly kind: 'repository'; readonly picker: RepositoryPicker }
    /** Its default is taken. */
    | { readonly kind: 'nothing' };
}

/** The command's own values beside the form's; a parameter of that name is asked for under another. */
export const reservedNames: readonly string[] = ['template', 'submitted', 'again'];

/** What makes fields come and go: not among what a form here can show. */
const conditionals = ['dependencies', 'dependentSchemas', 'if', 'allOf', 'anyOf', 'oneOf', '$ref'];

/**
 * Every parameter of a template, in the order of its pages.
 * @param hosts the configured Git hosts, which a repository picker chooses among
 * @throws Refusal naming the template and each parameter that can't be asked for
 */
export function readQuestions(template: Template, hosts: readonly GitHost[]): readonly Question[] {
  const found = template.pages.flatMap((page, pageIndex) => {
    const conditional = conditionals.find((keyword) => page[keyword] !== undefined);
    if (conditional !== undefined) return [`page ${pageIndex + 1} uses "${conditional}", which can not be shown yet`];
    const properties = isJsonObject(page['properties']) ? page['properties'] : {};
    const required = textsOf(page['required']);
    const questions = Object.entries(properties).map(([property, schema]) =>
      isJsonObject(schema)
        ? readQuestion(property, pageIndex, schema, required.includes(property), hosts)
        : `"${property}" has no schema`,
    );
    if (questions.some((one) => typeof one === 'string')) return questions;
    const mistake = schemaMistake(page);
    return mistake === undefined ? questions : [`page ${pageIndex + 1} is not a valid JSON Schema: ${mistake}`];
  });
  const problems = found.filter((one) => typeof one === 'string');
  if (problems.length > 0) {
    throw new Refusal(`The template ${template.title} can not be asked for as a form: ${problems.join('; ')}.`, {
      code: 'form-not-supported',
      hint: 'Its author can state these parameters in a simpler way.',
      subject: template.ref,
    });
  }
  return found.filter((one) => typeof one !== 'string');
}

/** The check of a page's values. @throws Error where the page is not a valid schema */
export const compilePage = (page: JsonObject): SchemaCheck => compileSchema({ type: 'object', ...page });

/** The fields that ask for it, in order; none where nothing is asked. */
export function fieldsOf({ asks }: Question): readonly Field[] {
  if (asks.kind === 'field') return [asks.field];
  return asks.kind === 'repository' ? asks.picker.fields : [];
}

/** What a parameter's value puts into its fields, by field name. @param values by parameter */
export function valuesByField({ property, asks }: Question, values: JsonObject): JsonObject {
  const value = values[property];
  if (asks.kind === 'nothing' || value === undefined) return {};
  if (asks.kind === 'field') return { [asks.field.name]: value };
  const parts = Object.entries(parseRepoUrl(asText(value)) ?? {});
  return Object.fromEntries(parts.map(([part, text]) => [`${asks.picker.name}.${part}`, text]));
}

function readQuestion(
  property: string,
  pageIndex: number,
  schema: JsonObject,
  isRequired: boolean,
  hosts: readonly GitHost[],
): Question | string {
  const question = { property, pageIndex, schema };
  const name = reservedNames.includes(property) ? `parameters.${property}` : property;
  if (schema['ui:widget'] === 'hidden') return { ...question, asks: { kind: 'nothing' } };
  if (schema['ui:field'] === 'RepoUrlPicker') {
    const usable = allowedHosts(schema, hosts);
    if (usable.length === 0) return noHost(property, schema);
    return { ...question, asks: { kind: 'repository', picker: repositoryPicker(name, schema, isRequired, usable) } };
  }
  const field = fieldFromSchema(name, schema, isRequired);
  return field.kind === 'unaskable' ? `"${property}" ${field.reason}` : { ...question, asks: { kind: 'field', field } };
}

function schemaMistake(page: JsonObject): string | undefined {
  try {
    compilePage(page);
    return undefined;
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}

function noHost(property: string, schema: JsonObject): string {
  const allowed = textsOf(pickerOptions(schema)['allowedHosts']);
  return `"${property}" needs ${allowed.length > 0 ? `the Git host ${allowed.join(' or ')}` : 'a Git host'}, and none is configured`;
}
