import type { PlacedElement } from './elements.ts';
import { isObject, type JsonObject, objectAt, objectsAt, stringAt, stringsAt } from './json.ts';
import type { Entries } from './open-view.ts';

/** What a person does with an element, by the kind of element. `option` is Slack's option or just its value. */
export type ElementValue = {
  readonly text?: string;
  readonly option?: JsonObject | string | null;
  readonly options?: readonly (JsonObject | string)[];
  readonly date?: string | null;
  readonly time?: string | null;
  /** Seconds since 1970. */
  readonly dateTime?: number | null;
  readonly user?: string | null;
  readonly users?: readonly string[];
  readonly conversation?: string | null;
  readonly conversations?: readonly string[];
  readonly channel?: string | null;
  readonly channels?: readonly string[];
  readonly richText?: JsonObject;
  /** Of feedback buttons: `positive` or `negative`. */
  readonly feedback?: 'positive' | 'negative';
};

/** Either the entry of `state.values`, or why this value can't be given. */
export type Decoded =
  | { readonly kind: 'entry'; readonly entry: JsonObject }
  | { readonly kind: 'problem'; readonly sentence: string };

/** Options that the app offered for an element of its own menu. */
export type OfferedOptions = readonly JsonObject[];

const optionsOf = (element: JsonObject): JsonObject[] => [
  ...objectsAt(element, 'options'),
  ...objectsAt(element, 'option_groups').flatMap((group) => objectsAt(group, 'options')),
];

const isExternal = (element: JsonObject) => stringAt(element, 'type')?.includes('external') === true;

const initialOptions = (element: JsonObject) =>
  [objectAt(element, 'initial_option'), ...objectsAt(element, 'initial_options')].filter(isObject);

const findOption = (element: JsonObject, wanted: unknown, offered: OfferedOptions): JsonObject | undefined => {
  const value = isObject(wanted) ? stringAt(wanted, 'value') : wanted;
  const known = isExternal(element) ? [...offered, ...initialOptions(element)] : optionsOf(element);
  return known.find((option) => stringAt(option, 'value') === value);
};

/** Slack's payloads carry an option without what only the menu shows. */
const chosen = ({ url: _url, ...option }: JsonObject): JsonObject => option;

const entry = (element: JsonObject, fields: JsonObject): Decoded => ({
  kind: 'entry',
  entry: { type: element['type'], ...fields },
});
const problem = (sentence: string): Decoded => ({ kind: 'problem', sentence });

const decodeOption = (element: JsonObject, value: JsonObject, offered: OfferedOptions): Decoded => {
  const wanted = value['option'];
  if (wanted === undefined || wanted === null) return entry(element, { selected_option: null });
  const option = findOption(element, wanted, offered);
  return option === undefined
    ? problem('That option is not among those offered.')
    : entry(element, { selected_option: chosen(option) });
};

const tooMany = (element: JsonObject, count: number): boolean =>
  typeof element['max_selected_items'] === 'number' && count > element['max_selected_items'];

const decodeOptions = (element: JsonObject, value: JsonObject, offered: OfferedOptions): Decoded => {
  const wanted = Array.isArray(value['options']) ? value['options'] : [];
  const found = wanted.map((each) => findOption(element, each, offered)).filter((option) => option !== undefined);
  if (found.length < wanted.length) return problem('That option is not among those offered.');
  if (tooMany(element, found.length)) return problem(`Choose at most ${String(element['max_selected_items'])}.`);
  return entry(element, { selected_options: found.map(chosen) });
};

const one =
  (from: string, to: string) =>
  (element: JsonObject, value: JsonObject): Decoded =>
    entry(element, { [to]: value[from] ?? null });

const many =
  (from: string, to: string) =>
  (element: JsonObject, value: JsonObject): Decoded => {
    const ids = stringsAt(value, from);
    return tooMany(element, ids.length)
      ? problem(`Choose at most ${String(element['max_selected_items'])}.`)
      : entry(element, { [to]: ids });
  };

const decodeText = (element: JsonObject, value: JsonObject): Decoded =>
  entry(element, { value: stringAt(value, 'text') || null });

type Decode = (element: JsonObject, value: JsonObject, offered: OfferedOptions) => Decoded;

const decoders: Readonly<Record<string, Decode>> = {
  plain_text_input: decodeText,
  number_input: decodeText,
  email_text_input: decodeText,
  url_text_input: decodeText,
  rich_text_input: (element, value) => entry(element, { rich_text_value: objectAt(value, 'richText') ?? null }),
  static_select: decodeOption,
  external_select: decodeOption,
  radio_buttons: decodeOption,
  multi_static_select: decodeOptions,
  multi_external_select: decodeOptions,
  checkboxes: decodeOptions,
  users_select: one('user', 'selected_user'),
  conversations_select: one('conversation', 'selected_conversation'),
  channels_select: one('channel', 'selected_channel'),
  datepicker: one('date', 'selected_date'),
  timepicker: one('time', 'selected_time'),
  datetimepicker: one('dateTime', 'selected_date_time'),
  multi_users_select: many('users', 'selected_users'),
  multi_conversations_select: many('conversations', 'selected_conversations'),
  multi_channels_select: many('channels', 'selected_channels'),
};

/** Whether an element holds a value that `state.values` lists (a button holds none). */
export const holdsValue = (element: JsonObject): boolean =>
  stringAt(element, 'type') !== undefined && Object.hasOwn(decoders, String(element['type']));

/**
 * The `state.values` entry of an element after a person gave it a value.
 * @param offered what the app answered last for a menu that asks it
 */
export const decodeValue = (element: JsonObject, value: JsonObject, offered: OfferedOptions): Decoded =>
  decoders[String(element['type'])]?.(element, value, offered) ?? problem('This element holds no value.');

const initialFields: readonly (readonly [from: string, to: string])[] = [
  ['initial_value', 'value'],
  ['initial_option', 'selected_option'],
  ['initial_options', 'selected_options'],
  ['initial_user', 'selected_user'],
  ['initial_users', 'selected_users'],
  ['initial_conversation', 'selected_conversation'],
  ['initial_conversations', 'selected_conversations'],
  ['initial_channel', 'selected_channel'],
  ['initial_channels', 'selected_channels'],
  ['initial_date', 'selected_date'],
  ['initial_time', 'selected_time'],
  ['initial_date_time', 'selected_date_time'],
];

const initialEntry = (element: JsonObject): JsonObject => {
  const empty = decodeValue(element, {}, []);
  const filled: JsonObject = empty.kind === 'entry' ? { ...empty.entry } : {};
  for (const [from, to] of initialFields) {
    if (element[from] !== undefined)
      filled[element['type'] === 'rich_text_input' ? 'rich_text_value' : to] = element[from];
  }
  return filled;
};

/** Slack's `state.values`: what each element holds at first, then what the person changed. */
export const stateValues = (placed: readonly PlacedElement[], changed: Entries): Entries => {
  const values: Entries = {};
  for (const { blockId, element } of placed.filter((each) => holdsValue(each.element))) {
    const actionId = stringAt(element, 'action_id') ?? '';
    const entry = changed[blockId]?.[actionId];
    values[blockId] = {
      ...values[blockId],
      [actionId]: entry !== undefined && entry['type'] === element['type'] ? entry : initialEntry(element),
    };
  }
  return values;
};
