import type { Option } from '#callboard/core/forms/form.ts';
import { compileSchema } from '#callboard/core/json-schema/compile-schema.ts';
import type { Records } from '#callboard/core/storage/records.ts';
import { tokenOf } from './form-step.ts';

/** How far a page is filled, over several modals; what was given on it is in the draft. */
export interface FormState {
  /** What was typed in fields that name something, by field. */
  readonly typed: Readonly<Record<string, string>>;
  /** What a typed name may mean, where that is several things, by field. */
  readonly candidates: Readonly<Record<string, readonly Option[]>>;
  /** The fields that were asked for. */
  readonly asked: readonly string[];
}

/** How long an unfinished page is kept. */
const keptForMs = 24 * 60 * 60 * 1000;

const strings = { type: 'array', items: { type: 'string' } };
const option = {
  type: 'object',
  required: ['label', 'value'],
  properties: { label: { type: 'string' }, value: { type: 'string' }, detail: { type: 'string' } },
};
const checkFormState = compileSchema({
  type: 'object',
  required: ['typed', 'candidates', 'asked'],
  properties: {
    typed: { type: 'object', additionalProperties: { type: 'string' } },
    candidates: { type: 'object', additionalProperties: { type: 'array', items: option } },
    asked: strings,
  },
});
const isFormState = (value: unknown): value is FormState => checkFormState(value).length === 0;

const keyOf = (draftId: string, pageId: string) => `form:${draftId}:${tokenOf(pageId)}`;

/** Keeps the state of a draft's page for a day. */
export async function putFormState(
  records: Records,
  draftId: string,
  pageId: string,
  state: FormState,
  now: Date,
): Promise<void> {
  await records.put(keyOf(draftId, pageId), JSON.stringify(state), new Date(now.getTime() + keptForMs));
}

/** Forgets the state of a draft's page. */
export async function removeFormState(records: Records, draftId: string, pageId: string): Promise<void> {
  await records.remove(keyOf(draftId, pageId));
}

/** How far that page of the draft is filled; an empty state where nothing was. */
export async function getFormState(records: Records, draftId: string, pageId: string): Promise<FormState> {
  const text = (await records.get(keyOf(draftId, pageId)))?.value;
  const state: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
  return isFormState(state) ? state : { typed: {}, candidates: {}, asked: [] };
}
