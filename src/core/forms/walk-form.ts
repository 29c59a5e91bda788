import type { Form, ItemsField, Page, RawValues } from './form.ts';

/** Where somebody stands who has filled every page: what was given is shown before anything is done. */
export const reviewId = 'review';

/** The pages that follow one another. */
export const mainPages = (form: Form): readonly Page[] => form.pages.filter(({ parentId }) => parentId === undefined);

/** The page of that id; the first one where there is none (any more). */
export const pageAt = (form: Form, pageId: string): Page => form.pages.find(({ id }) => id === pageId) ?? form.pages[0];

/** The pages that one which is too large is shown as, from its first on. */
export function partsFrom(form: Form, pageId: string): readonly Page[] {
  const page = form.pages.find(({ id }) => id === pageId);
  const next = form.pages.find(({ follows }) => follows === pageId);
  return page ? [page, ...(next ? partsFrom(form, next.id) : [])] : [];
}

/** What comes after a page: of a thing of a list the page that lists it, else the next page, at the end the review. */
export function nextOf(form: Form, pageId: string): string {
  const page = pageAt(form, pageId);
  if (page.parentId !== undefined) return partsFrom(form, page.id)[1]?.id ?? page.parentId;
  const pages = mainPages(form);
  return pages[pages.indexOf(page) + 1]?.id ?? reviewId;
}

/** What comes before a page; undefined before the first. */
export function previousOf(form: Form, pageId: string): string | undefined {
  const pages = mainPages(form);
  if (pageId === reviewId) return pages.at(-1)?.id;
  const page = pageAt(form, pageId);
  return page.follows ?? page.parentId ?? pages[pages.indexOf(page) - 1]?.id;
}

/** The pages of a form that ask for a field. */
export const pagesWith = (form: Form, fieldName: string): readonly Page[] =>
  form.pages.filter(({ fields }) => fields.some(({ name }) => name === fieldName));

/** The values with one more thing in a list, or one less, of which nothing stays. */
export function changeItems(
  values: RawValues,
  field: ItemsField,
  change: 'add' | { readonly remove: string },
): RawValues {
  const ids = field.items.map(({ id }) => id);
  if (change === 'add') return { ...values, [field.name]: [...ids, field.nextId] };
  const gone = `${field.name}.${change.remove}.`;
  const kept = Object.entries(values).filter(([name]) => !name.startsWith(gone));
  return { ...Object.fromEntries(kept), [field.name]: ids.filter((id) => id !== change.remove) };
}
