import type { Conversation, Draft } from '#callboard/core/commands/conversation.ts';
import type { Option, RawValues } from '#callboard/core/forms/form.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import { fieldNameOf, menuIdOf } from './form-ids.ts';
import { type LongTexts, standIn } from './long-texts.ts';
import { maximumOptions } from './render-option.ts';

/** The state of one element of a view, as far as it is read. */
export interface ElementState {
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
  readonly selected_options?: readonly { readonly value: string }[];
}

/** The state of a view: elements by block and action. */
type ViewState = Readonly<Record<string, Readonly<Record<string, ElementState>>>>;

/** What was given on a page, by field name. */
export async function readFormValues(state: ViewState, longTexts: LongTexts): Promise<RawValues> {
  const entries = Object.entries(state).map(async ([blockId, elements]) => {
    const name = fieldNameOf(blockId);
    const [element] = Object.values(elements);
    const value = element && (await readElement(element, longTexts));
    return name === undefined || value === undefined ? [] : [[await longTexts.read(name), value] as const];
  });
  return Object.fromEntries((await Promise.all(entries)).flat());
}

async function readElement(
  { value, selected_option: option, selected_options: options }: ElementState,
  longTexts: LongTexts,
): Promise<string | readonly string[] | undefined> {
  if (options !== undefined) return Promise.all(options.map((each) => longTexts.read(each.value)));
  return option ? longTexts.read(option.value) : (value ?? undefined);
}

/**
 * The options for what is typed in a menu of the form, at most as many as Slack takes: of a lookup what it finds, of
 * a choice those whose label has the text in it. None where the menu is not of this form.
 */
export async function findOptions(
  { form }: Draft,
  menuId: string,
  typed: string,
  asker: Asker,
  conversation: Pick<Conversation, 'lookUp'>,
): Promise<readonly Option[]> {
  const field = form.pages.flatMap(({ fields }) => fields).find(({ name }) => menuIdOf(name, standIn) === menuId);
  switch (field?.kind) {
    case 'lookup':
      return (await conversation.lookUp(field.lookup, typed, field.filter, asker, maximumOptions)).slice(
        0,
        maximumOptions,
      );
    case 'choice':
    case 'choices': {
      const wanted = typed.trim().toLowerCase();
      return field.options.filter(({ label }) => label.toLowerCase().includes(wanted)).slice(0, maximumOptions);
    }
    default:
      return [];
  }
}
