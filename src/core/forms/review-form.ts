import type { Field, Form, Page, RawValues } from './form.ts';
import { isYes, textsIn, valueOf } from './value-of.ts';
import { mainPages, partsFrom } from './walk-form.ts';

/** What was given in one field, for the person to look at once more. */
export interface ReviewLine {
  readonly label: string;
  readonly value: string;
}

/** What was given on one page. */
export interface ReviewPart {
  readonly title: string;
  readonly lines: readonly ReviewLine[];
}

const mask = '••••••';

/** What was given, page by page; options by their names, secrets in dots, what was left empty left out. */
export function reviewForm(form: Form, values: RawValues): readonly ReviewPart[] {
  return mainPages(form)
    .map((page) => ({ title: page.title, lines: linesOf(form, page, values, '') }))
    .filter(({ lines }) => lines.length > 0);
}

function linesOf(form: Form, page: Page, values: RawValues, prefix: string): readonly ReviewLine[] {
  return page.fields.flatMap((field): readonly ReviewLine[] => {
    if (field.review === 'hidden') return [];
    if (field.kind === 'items') {
      return field.items.flatMap(({ pageId }, index) => {
        const within = `${prefix}${field.label} ${index + 1} › `;
        return partsFrom(form, pageId).flatMap((below) => linesOf(form, below, values, within));
      });
    }
    const value = shownValue(field, values);
    return value === '' ? [] : [{ label: `${prefix}${field.label}`, value }];
  });
}

function shownValue(field: Field, values: RawValues): string {
  const raw = valueOf(field, values);
  if (field.kind === 'boolean') return isYes(raw) ? 'Yes' : 'No';
  if (raw === undefined) return '';
  if (field.kind === 'secret' || field.review === 'masked') return mask;
  const texts = field.kind === 'list' ? textsIn(raw) : [raw].flat().map(String);
  return texts.map((text) => nameOf(field, text)).join(', ');
}

/** What an option is called. */
function nameOf(field: Field, value: string): string {
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return field.options.find((option) => option.value === value)?.label ?? value;
    case 'lookup':
    case 'lookups':
      return [field.chosen ?? [], field.initial ?? []].flat().find((option) => option.value === value)?.label ?? value;
    default:
      return value;
  }
}
