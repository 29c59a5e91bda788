import type { Conversation, Draft } from '#callboard/core/commands/conversation.ts';
import { optionsFor, type OptionField } from '#callboard/core/commands/options-for.ts';
import type { Field, Option, RawValues } from '#callboard/core/forms/form.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import { fieldNameOf, menuIdOf } from './form-ids.ts';
import { type LongTexts, standIn } from './long-texts.ts';
import { maximumOptions } from './render-option.ts';

/** The state of one element of a view, as far as it is read. */
export interface ElementState {
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
  readonly selected_options?: readonly { readonly value: string }[];
  readonly selected_date?: string | null;
  /** Hours and minutes. */
  readonly selected_time?: string | null;
  /** Seconds since 1970. */
  readonly selected_date_time?: number | null;
}

/** The state of a view: elements by block and action. */
type ViewState = Readonly<Record<string, Readonly<Record<string, ElementState>>>>;

/** What was given on a page, by field name; an empty text where a field was left empty. */
export async function readFormValues(state: ViewState, longTexts: LongTexts): Promise<RawValues> {
  const entries = Object.entries(state).map(async ([blockId, elements]) => {
    const name = fieldNameOf(blockId);
    const [element] = Object.values(elements);
    if (name === undefined || element === undefined) return [];
    return [[await longTexts.read(name), await readElement(element, longTexts)] as const];
  });
  return Object.fromEntries((await Promise.all(entries)).flat());
}

/**
 * What was given on a page that is closed, by field name. An empty field says nothing there: Slack may not have told
 * what was typed in it.
 */
export async function readClosedValues(state: ViewState, longTexts: LongTexts): Promise<RawValues> {
  const values = Object.entries(await readFormValues(state, longTexts));
  return Object.fromEntries(values.filter(([, value]) => String(value) !== ''));
}

async function readElement(element: ElementState, longTexts: LongTexts): Promise<string | readonly string[]> {
  const { value, selected_option: option, selected_options: options, selected_date: date } = element;
  const { selected_time: time, selected_date_time: seconds } = element;
  if (typeof time === 'string') return `${time}:00Z`;
  if (typeof seconds === 'number') return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
  if (options !== undefined) return Promise.all(options.map((each) => longTexts.read(each.value)));
  return option ? longTexts.read(option.value) : (value ?? date ?? '');
}

/** The options for what is typed in a menu of the form, as many as Slack takes; none where the menu is not of this form. */
export async function findOptions(
  { form }: Draft,
  menuId: string,
  typed: string,
  asker: Asker,
  conversation: Pick<Conversation, 'lookUp'>,
): Promise<readonly Option[]> {
  const field = form.pages.flatMap(({ fields }) => fields).find(({ name }) => menuIdOf(name, standIn) === menuId);
  if (field === undefined || !hasOptions(field)) return [];
  return optionsFor(field, typed, asker, maximumOptions, conversation);
}

const hasOptions = (field: Field): field is OptionField =>
  ['choice', 'choices', 'lookup', 'lookups'].includes(field.kind);
