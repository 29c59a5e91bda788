import type { Draft } from '#callboard/core/commands/conversation.ts';
import type { Field, Page } from '#callboard/core/forms/form.ts';

/** Discord's limit for the components of a modal. */
const modalLength = 5;

/** The fields of a page in groups that fit into a modal; the description of the page takes the place of one. */
export function fieldGroups(page: Page): readonly (readonly Field[])[] {
  const first = page.description === undefined ? modalLength : modalLength - 1;
  const groups = [page.fields.slice(0, first)];
  for (let start = first; start < page.fields.length; start += modalLength) {
    groups.push(page.fields.slice(start, start + modalLength));
  }
  return groups;
}

/** Which of how many modals a group of the draft's page is, counted from 1, such as `2/3`. */
export function stepOf({ form, page, pageIndex }: Draft, group: number): string {
  const counts = form.pages.map((each, index) => fieldGroups(index === pageIndex ? page : each).length);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, count) => total + count, 0);
  return `${sum(counts.slice(0, pageIndex)) + group + 1}/${sum(counts)}`;
}

/** A control of a form: which modal of which page of which draft it belongs to. */
export interface FormStep {
  readonly draftId: string;
  readonly pageIndex: number;
  /** Which group of the page's fields, counted from 0. */
  readonly group: number;
}

/** What a control of a form does: its modal, a button that opens it or goes back a page, a choice for one field. */
export type FormControl = FormStep &
  (
    | { readonly kind: 'modal' | 'open' | 'back' }
    /** `field` counts the fields of the page. */
    | { readonly kind: 'pick'; readonly field: number }
  );

/** A control as a `custom_id`. */
export function formControlId(control: FormControl): string {
  const field = control.kind === 'pick' ? [control.field] : [];
  return ['form', control.kind, control.draftId, control.pageIndex, control.group, ...field].join(' ');
}

/** The control behind a `custom_id`; undefined where it is none of a form's. */
export function readFormControl(id: string): FormControl | undefined {
  const [form, kind, draftId, page, group, field] = id.split(' ');
  if (form !== 'form' || draftId === undefined) return undefined;
  const step = { draftId, pageIndex: Number(page), group: Number(group) };
  if (kind === 'pick') return { ...step, kind, field: Number(field) };
  return kind === 'modal' || kind === 'open' || kind === 'back' ? { ...step, kind } : undefined;
}
