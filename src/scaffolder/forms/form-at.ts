import type { Values } from '#callboard/core/answers/answer.ts';
import type { Form, Page } from '#callboard/core/forms/form.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { schemaMistake } from './compile-page.ts';
import { uiText } from './field-base.ts';
import { lookUpBranches } from './look-up-branches.ts';
import { fieldsOf, type Question, unaskableIn } from './question.ts';
import { type AskContext, askPage } from './questions.ts';
import type { JsonObject } from '../action.ts';
import type { Template } from '../template.ts';

/**
 * The form that asks for a template's parameters, page by page, as the answers stand; a page without fields is left out.
 * @param given by field; of a field that is not in it, the default counts
 * @throws Refusal naming the template and each parameter that can't be asked for
 */
export function formAt(template: Template, given: Values, context: AskContext): Form {
  const pages = questionsAt(template, given, context).flatMap((questions, index): readonly Page[] => {
    const page = template.pages[index] ?? {};
    const main: Page = {
      id: String(index),
      title: uiText(page, 'title') ?? template.title,
      ...described(page, questions),
      fields: questions.flatMap(fieldsOf),
    };
    return main.fields.length > 0 ? [main, ...pagesBelow(questions, main.id)] : [];
  });
  const [first = { id: '0', title: template.title, fields: [] }, ...others] = pages;
  return { title: template.title, submitLabel: 'Create', isReviewed: true, pages: [first, ...others] };
}

/**
 * What each page of a template asks for, as the answers stand.
 * @throws Refusal naming the template and each parameter that can't be asked for
 */
export function questionsAt(template: Template, given: Values, context: AskContext): readonly (readonly Question[])[] {
  const pages = template.pages.map((page, index) => {
    const questions = askPage(page, given, context);
    const unaskable = unaskableIn(questions);
    const mistake = unaskable.length > 0 ? undefined : schemaMistake(page);
    const told = mistake === undefined ? [] : [`page ${index + 1} is not a valid JSON Schema: ${mistake}`];
    return { questions, problems: [...unaskable, ...told] };
  });
  const problems = pages.flatMap((page) => page.problems);
  if (problems.length === 0) {
    return lookUpBranches(
      pages.map(({ questions }) => questions),
      given,
    );
  }
  throw new Refusal(`The template ${template.title} can not be asked for as a form: ${problems.join('; ')}.`, {
    code: 'form-not-supported',
    hint: 'Its author can state these parameters in another way.',
    subject: template.ref,
  });
}

/** The pages of the things that lists on a page have, and of those in them. */
function pagesBelow(questions: readonly Question[], parentId: string): readonly Page[] {
  return questions.flatMap(({ asks, schema }): readonly Page[] => {
    if (asks.kind === 'group') return pagesBelow(asks.questions, parentId);
    if (asks.kind !== 'items') return [];
    return asks.items.flatMap((item, index): readonly Page[] => {
      const { pageId: id, title } = asks.field.items[index] ?? { pageId: item.id, title: asks.field.label };
      const about = isJsonObject(schema['items']) ? schema['items'] : {};
      return [
        { id, title, parentId, ...described(about, item.questions), fields: item.questions.flatMap(fieldsOf) },
        ...pagesBelow(item.questions, id),
      ];
    });
  });
}

/** What is said above the fields of a page: of the whole, and of each object on it, which has no field of its own. */
function described(schema: JsonObject, questions: readonly Question[]): Pick<Page, 'description'> {
  const own = uiText(schema, 'description');
  const lines = [...(own === undefined ? [] : [own]), ...objectsDescribed(questions)];
  return lines.length > 0 ? { description: lines.join('\n') } : {};
}

function objectsDescribed(questions: readonly Question[]): readonly string[] {
  return questions.flatMap(({ asks, schema, property }): readonly string[] => {
    if (asks.kind !== 'group') return [];
    const description = uiText(schema, 'description');
    const own = description === undefined ? [] : [`${uiText(schema, 'title') ?? property}: ${description}`];
    return [...own, ...objectsDescribed(asks.questions)];
  });
}
