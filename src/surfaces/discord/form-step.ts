import { createHash } from 'node:crypto';
import type { PageDraft } from '#callboard/core/commands/conversation.ts';
import type { Field, ItemsField, Page } from '#callboard/core/forms/form.ts';
import { mainPages } from '#callboard/core/forms/walk-form.ts';

/** Discord's limit for the components of a modal. */
const modalLength = 5;

/** A field that a modal has an input for. */
export type InputField = Exclude<Field, ItemsField>;

/** What is asked for at once: fields that fit into a modal, or a list of things, which a message shows. */
export type FieldGroup =
  | { readonly kind: 'modal'; readonly fields: readonly InputField[] }
  | { readonly kind: 'items'; readonly field: ItemsField };

/** The fields of a page in groups, in order; the description of the page takes the place of one. */
export function fieldGroups(page: Page): readonly FieldGroup[] {
  const groups: ({ kind: 'modal'; fields: InputField[] } | { kind: 'items'; field: ItemsField })[] = [];
  for (const field of page.fields) {
    const last = groups.at(-1);
    const room = groups.length === 1 && page.description !== undefined ? modalLength - 1 : modalLength;
    if (field.kind === 'items') groups.push({ kind: 'items', field });
    else if (last?.kind === 'modal' && last.fields.length < room) last.fields.push(field);
    else groups.push({ kind: 'modal', fields: [field] });
  }
  return groups;
}

/** The fields of a group. */
export const fieldsOf = (group: FieldGroup): readonly Field[] =>
  group.kind === 'modal' ? group.fields : [group.field];

/** Which of how many groups one of the draft's page is, counted from 1, such as `2/3`; of a page below, on that page. */
export function stepOf({ form, page }: Pick<PageDraft, 'form' | 'page'>, group: number): string {
  const pages: readonly Page[] = page.parentId === undefined ? mainPages(form) : [page];
  const counts = pages.map((each) => fieldGroups(each).length);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, count) => total + count, 0);
  return `${sum(counts.slice(0, pages.indexOf(page))) + group + 1}/${sum(counts)}`;
}

/** A name in eight characters, since ids have little room. */
export const tokenOf = (name: string): string => createHash('sha256').update(name).digest('base64url').slice(0, 8);

/** A control of a form: of which draft, and of which of its pages or its review, as a token. */
export interface FormStep {
  readonly draftId: string;
  readonly page: string;
}

/** What a control of a list of things does: goes on, adds one, opens one, takes one away. */
export type ItemsControl = 'pass' | 'add' | 'edit' | 'remove';

/** What a control of a form does. */
export type FormControl = FormStep &
  (
    | { readonly kind: 'modal' | 'open'; readonly group: number }
    /** Of a list of things. */
    | { readonly kind: ItemsControl; readonly group: number }
    | { readonly kind: 'back' | 'preview' | 'submit' }
    /** `field` is a token. */
    | { readonly kind: 'pick'; readonly field: string }
  );

/** A control as a `custom_id`: at most 70 characters. */
export function formControlId(control: FormControl): string {
  const rest = control.kind === 'pick' ? [control.field] : 'group' in control ? [control.group] : [];
  return ['form', control.kind, control.draftId, control.page, ...rest].join(' ');
}

/** The control behind a `custom_id`; undefined where it is none of a form's. */
export function readFormControl(id: string): FormControl | undefined {
  const [form, kind, draftId, page, rest] = id.split(' ');
  if (form !== 'form' || draftId === undefined || page === undefined) return undefined;
  const step = { draftId, page };
  switch (kind) {
    case 'modal':
    case 'open':
      return { ...step, kind, group: Number(rest) };
    case 'pass':
    case 'add':
    case 'edit':
    case 'remove':
      return { ...step, kind, group: Number(rest) };
    case 'back':
    case 'preview':
    case 'submit':
      return { ...step, kind };
    case 'pick':
      return { ...step, kind, field: rest ?? '' };
    default:
      return undefined;
  }
}
