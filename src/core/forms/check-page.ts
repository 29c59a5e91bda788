import { checkField } from './check-field.ts';
import type { Field, FieldProblem, Form, Page, RawValues } from './form.ts';
import { partsFrom } from './walk-form.ts';

/**
 * What is wrong with the values of one page, field by field; nothing where all is well. Of things with pages of their
 * own, it is told at the field that lists them.
 */
export function checkPage(form: Form, page: Page, values: RawValues): readonly FieldProblem[] {
  return page.fields.flatMap((field) => {
    const message = checkField(field, values) ?? itemProblem(form, field, values);
    return message === undefined ? [] : [{ field: field.name, message }];
  });
}

function itemProblem(form: Form, field: Field, values: RawValues): string | undefined {
  if (field.kind !== 'items') return undefined;
  for (const { pageId, title } of field.items) {
    const [problem] = partsFrom(form, pageId).flatMap((page) => checkPage(form, page, values));
    if (problem) return `${title}: ${problem.message}`;
  }
  return undefined;
}
