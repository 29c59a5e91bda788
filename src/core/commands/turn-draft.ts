import type { ItemsField } from '../forms/form.ts';
import { changeItems, pageAt, previousOf } from '../forms/walk-form.ts';
import type { PageTurn } from './conversation.ts';
import type { FormDraft } from './form-drafts.ts';

/**
 * The draft after a turn from its page.
 * @param refresh makes the form of a draft anew from its values
 */
export async function turnDraft(
  draft: FormDraft,
  turn: Exclude<PageTurn, { kind: 'restart' }>,
  refresh: (draft: FormDraft) => Promise<FormDraft>,
): Promise<FormDraft> {
  if (turn.kind === 'stay') return draft;
  if (turn.kind === 'back') return { ...draft, pageId: previousOf(draft.form, draft.pageId) ?? draft.pageId };
  const field = itemsField(draft, turn.field);
  if (!field) return draft;
  if (turn.kind === 'edit') return { ...draft, pageId: pageOfItem(field, turn.item) ?? draft.pageId };
  const change = turn.kind === 'add' ? 'add' : { remove: turn.item };
  const changed = await refresh({ ...draft, values: changeItems(draft.values, field, change) });
  if (change !== 'add') return changed;
  const now = itemsField(changed, turn.field);
  return { ...changed, pageId: (now && pageOfItem(now, field.nextId)) ?? draft.pageId };
}

const itemsField = ({ form, pageId }: FormDraft, name: string): ItemsField | undefined =>
  pageAt(form, pageId).fields.find((field): field is ItemsField => field.name === name && field.kind === 'items');

const pageOfItem = ({ items }: ItemsField, item: string): string | undefined =>
  items.find(({ id }) => id === item)?.pageId;
