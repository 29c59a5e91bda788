import type { Form, Page } from './form.ts';

/** A view of Slack's has at most 100 blocks, and a field takes one or two. */
const fieldsPerPage = 40;

/** The form with every page of very many fields as several. */
export function splitPages(form: Form): Form {
  const [first, ...rest] = form.pages;
  const [page, ...more] = partsOf(first);
  return { ...form, pages: [page, ...more, ...rest.flatMap(partsOf)] };
}

/** Of a page below another one, the first part keeps its id, and the others can't follow: it stays whole. */
function partsOf(page: Page, part = 1): [Page, ...Page[]] {
  const { fields } = page;
  if (fields.length <= fieldsPerPage || page.parentId !== undefined) return [page];
  const { description: _told, ...undescribed } = page;
  const next = { ...undescribed, id: `${page.id.split('/')[0]}/${part + 1}`, fields: fields.slice(fieldsPerPage) };
  return [{ ...page, fields: fields.slice(0, fieldsPerPage) }, ...partsOf(next, part + 1)];
}
