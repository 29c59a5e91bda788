import type { Form, Page } from '#callboard/core/forms/form.ts';
import type { JsonObject } from './action.ts';
import type { GitHost } from './git-host.ts';
import { textOf } from './json-object.ts';
import { fieldsOf, readQuestions, valuesByField } from './questions.ts';
import type { Template } from './template.ts';
import { withValue } from './with-value.ts';

/**
 * The form that asks for a template's parameters, page by page; a page without fields is left out.
 * @param hosts the configured Git hosts
 * @param before values by parameter that it was filled with before, and is filled with again
 * @throws Refusal naming the template and each parameter that can't be asked for
 */
export function formFromTemplate(template: Template, hosts: readonly GitHost[], before?: JsonObject): Form {
  const questions = readQuestions(template, hosts);
  const pages = template.pages.flatMap((page, pageIndex): Page[] => {
    const fields = questions
      .filter((question) => question.pageIndex === pageIndex)
      .flatMap((question) => {
        const values = before && valuesByField(question, before);
        return values ? fieldsOf(question).map((field) => withValue(field, values[field.name])) : fieldsOf(question);
      });
    const description = textOf(page['description']);
    const title = textOf(page['title']) ?? template.title;
    return fields.length > 0 ? [{ title, ...(description === undefined ? {} : { description }), fields }] : [];
  });
  const [first = { title: template.title, fields: [] }, ...others] = pages;
  return { title: template.title, submitLabel: 'Create', pages: [first, ...others] };
}
