import type { Option, RawValues } from '#callboard/core/forms/form.ts';
import { compileSchema } from '#callboard/core/json-schema/compile-schema.ts';
import type { Records } from '#callboard/core/storage/records.ts';

/** What was given on the page that is being filled, over several modals. */
export interface FormState {
  readonly pageIndex: number;
  readonly values: RawValues;
  /** What was typed in fields that name something, by field. */
  readonly typed: Readonly<Record<string, string>>;
  /** What a typed name may mean, where that is several things, by field. */
  readonly candidates: Readonly<Record<string, readonly Option[]>>;
  /** The groups of fields that were submitted. */
  readonly groups: readonly number[];
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
  required: ['pageIndex', 'values', 'typed', 'candidates', 'groups'],
  properties: {
    pageIndex: { type: 'integer' },
    values: { type: 'object', additionalProperties: { anyOf: [{ type: ['string', 'boolean'] }, strings] } },
    typed: { type: 'object', additionalProperties: { type: 'string' } },
    candidates: { type: 'object', additionalProperties: { type: 'array', items: option } },
    groups: { type: 'array', items: { type: 'integer' } },
  },
});
const isFormState = (value: unknown): value is FormState => checkFormState(value).length === 0;

const keyOf = (draftId: string) => `form:${draftId}`;

/** Keeps the state of a draft's page for a day. */
export async function putFormState(records: Records, draftId: string, state: FormState, now: Date): Promise<void> {
  await records.put(keyOf(draftId), JSON.stringify(state), new Date(now.getTime() + keptForMs));
}

/** Forgets the state of a draft's page. */
export async function removeFormState(records: Records, draftId: string): Promise<void> {
  await records.remove(keyOf(draftId));
}

/** What was given on that page of the draft; an empty state where nothing was. */
export async function getFormState(records: Records, draftId: string, pageIndex: number): Promise<FormState> {
  const text = (await records.get(keyOf(draftId)))?.value;
  const state: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
  if (isFormState(state) && state.pageIndex === pageIndex) return state;
  return { pageIndex, values: {}, typed: {}, candidates: {}, groups: [] };
}
