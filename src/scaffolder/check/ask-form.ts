import type { Form } from '#callboard/core/forms/form.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { askedProperties } from '../asked-properties.ts';
import type { TemplateMistake } from '../find-mistakes.ts';
import { schemaMistake } from '../forms/compile-page.ts';
import { takesFile } from '../forms/field-from-schema.ts';
import { formAt, questionsAt } from '../forms/form-at.ts';
import type { AskContext } from '../forms/questions.ts';
import { textsOf } from '../json-object.ts';
import type { Template } from '../template.ts';

/** What a template asks for, as nothing is answered yet. */
export interface AskedForm {
  /** Undefined where it can't be told. */
  readonly form: Form | undefined;
  /** Parameters that come up with other answers. */
  readonly later: readonly string[];
  readonly mistakes: readonly TemplateMistake[];
}

/**
 * The form of a template, also where a Git host that it names is not configured. What is asked otherwise as the
 * configuration changes is a warning.
 */
export function askForm(template: Template, context: AskContext): AskedForm {
  const wrong = template.pages.flatMap((page, index): readonly TemplateMistake[] => {
    const reason = schemaMistake(page);
    if (reason === undefined) return [];
    return [
      { level: 'error', path: template.pagesPath(index), message: `this page is no valid JSON Schema: ${reason}` },
    ];
  });
  if (wrong.length > 0) return { form: undefined, later: [], mistakes: wrong };
  const absent = [...new Set(hostsIn([...template.pages]))].filter((name) =>
    context.hosts.every(({ host }) => host !== name),
  );
  const complete = { ...context, hosts: [...context.hosts, ...absent.map((host) => ({ host, owners: [] }))] };
  const mistakes = [
    ...absent.map((host) =>
      warning(`the form lets repositories be at ${host}, which is not configured here: callboard.yaml names Git hosts`),
    ),
    ...template.pages.flatMap((page, index) => filesIn(page, template.pagesPath(index)).map(fileWarning)),
  ];
  try {
    const now = new Set(questionsAt(template, {}, complete).flatMap((page) => page.map(({ property }) => property)));
    const others = askedProperties(template).flatMap(({ name }) => (now.has(name) ? [] : [name]));
    return { form: formAt(template, {}, complete), later: [...new Set(others)], mistakes };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { form: undefined, later: [], mistakes: [...mistakes, warning(error.message)] };
  }
}

const warning = (message: string): TemplateMistake => ({ level: 'warning', path: ['spec', 'parameters'], message });

/** What asks for a file. */
function filesIn(value: Json, at: readonly (string | number)[]): readonly TemplateMistake['path'][] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => filesIn(item, [...at, index]));
  if (!isJsonObject(value)) return [];
  const below = Object.entries(value).flatMap(([name, inner]) => filesIn(inner, [...at, name]));
  return takesFile(value) ? [[...at], ...below] : below;
}

const fileWarning = (path: TemplateMistake['path']): TemplateMistake => ({
  level: 'warning',
  path,
  message:
    'this takes a file, which can not be uploaded in chat: a small one can be given there as a data: URL, of at most 3000 characters in Slack and 4000 in Discord',
});

/** Every host that a picker of repositories names. */
function hostsIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => hostsIn(item));
  if (!isJsonObject(value)) return [];
  return [...textsOf(value['allowedHosts']), ...Object.values(value).flatMap(hostsIn)];
}
