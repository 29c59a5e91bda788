import type { FileInput, InputBlock, PlainTextOption } from '@slack/types';
import type {
  ChoiceField,
  ChoicesField,
  Field,
  ItemsField,
  ListField,
  LookupField,
  LookupsField,
  Option,
  RawValues,
  SecretField,
  TextField,
} from '#callboard/core/forms/form.ts';
import { menuIdOf } from './form-ids.ts';
import type { StandIn } from './long-texts.ts';
import { maximumOptions, renderOption } from './render-option.ts';
import { plainText } from './text-blocks.ts';

type Element = Exclude<InputBlock['element'], FileInput>;
type Value = RawValues[string] | undefined;

/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
export const inputTextLimit = 3000;
const placeholderLimit = 150;
/** Radio buttons and checkboxes hold at most ten; more are a menu. */
const maximumVisibleOptions = 10;
/** Up to this many options of a choice are shown as radio buttons. */
const radioLimit = 4;

/** The id of every element that is alone in its block, but of those whose options Slack asks for. */
const action_id = 'value';

/** What a field is filled in with, holding what was given so far; of a secret nothing. */
export function renderElement(field: Exclude<Field, ItemsField>, value: Value, standIn: StandIn): Element {
  switch (field.kind) {
    case 'text':
    case 'list':
      return textElement(field, value);
    case 'secret':
      return { type: 'plain_text_input', action_id, max_length: longestText(field), ...placeholderOf(field) };
    case 'number': {
      const initial = typeof value === 'string' ? value : field.initial?.toString();
      const isShown = initial !== undefined && decimalPattern.test(initial);
      return {
        type: 'number_input',
        action_id,
        is_decimal_allowed: !field.isInteger,
        ...(isShown ? { initial_value: initial } : {}),
      };
    }
    case 'choice':
      return choiceElement(field, value, standIn);
    case 'choices':
      return choicesElement(field, value, standIn);
    case 'boolean': {
      const options = [renderOption({ label: 'Yes', value: 'true' }, standIn)];
      const isOn =
        value === undefined ? field.initial : value === true || (Array.isArray(value) && value.includes('true'));
      return { type: 'checkboxes', action_id, options, ...(isOn ? { initial_options: options } : {}) };
    }
    case 'lookup': {
      const [initial] = lookedUp(field, value, standIn);
      return { type: 'external_select', ...askingMenu(field, standIn), ...(initial && { initial_option: initial }) };
    }
    case 'lookups': {
      const initial = lookedUp(field, value, standIn);
      return { type: 'multi_external_select', ...askingMenu(field, standIn), ...chosenBefore(initial) };
    }
  }
}

/** What Slack takes in a field of numbers: no exponent, and no more than it shows. */
const decimalPattern = /^-?\d+(\.\d+)?$/;

/** A text in the input that suits its format, as far as Slack has one. */
function textElement(field: TextField | ListField, value: Value): Element {
  const initial = initialText(field, value);
  const isMultiline = field.kind === 'list' || field.isMultiline;
  const filled = initial === '' || isTooLong(field, initial) ? {} : { initial_value: initial };
  const format = field.kind === 'text' && !isMultiline ? field.format : undefined;
  if (format === 'email') return { type: 'email_text_input', action_id, ...filled, ...placeholderOf(field) };
  if (format === 'url') return { type: 'url_text_input', action_id, ...filled, ...placeholderOf(field) };
  if (format === 'date') {
    const date = datePattern.test(initial) ? { initial_date: initial } : {};
    return { type: 'datepicker', action_id, ...date, ...placeholderOf(field) };
  }
  if (format === 'time') {
    const time = timePattern.exec(initial)?.[1];
    return {
      type: 'timepicker',
      action_id,
      ...(time === undefined ? {} : { initial_time: time }),
      ...placeholderOf(field),
    };
  }
  if (format === 'date-time') {
    const seconds = Math.floor(Date.parse(initial) / 1000);
    return { type: 'datetimepicker', action_id, ...(isMoment(seconds) ? { initial_date_time: seconds } : {}) };
  }
  const max_length = longestText(field);
  return {
    type: 'plain_text_input',
    action_id,
    multiline: isMultiline,
    ...filled,
    ...placeholderOf(field),
    max_length,
  };
}

const datePattern = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** The hours and minutes of a time in UTC: of any other, Slack has no way to say it. */
const timePattern = /^((?:[01]\d|2[0-3]):[0-5]\d):\d\d(?:\.\d+)?(?:Z|[+-]00:00)$/i;

/** Slack takes ten digits of seconds: https://docs.slack.dev/reference/block-kit/block-elements/datetime-picker-element */
const isMoment = (seconds: number): boolean => seconds >= 1_000_000_000 && seconds <= 9_999_999_999;

const placeholderOf = ({ placeholder = '' }: { readonly placeholder?: string }) =>
  placeholder === '' ? {} : { placeholder: plainText(placeholder, placeholderLimit) };

/** The options that were chosen of a lookup, by their names where they are known. */
function lookedUp(
  { initial, chosen: named = [] }: LookupField | LookupsField,
  value: Value,
  standIn: StandIn,
): PlainTextOption[] {
  const offered = [initial ?? []].flat();
  const known = [...named, ...offered];
  const chosen = value === undefined ? offered.map((option) => option.value) : [value].flat().map(String);
  return chosen
    .filter((one) => one !== '')
    .map((one) => renderOption(known.find((option) => option.value === one) ?? { label: one, value: one }, standIn));
}

const chosenBefore = (chosen: PlainTextOption[]) =>
  chosen.length === 0 ? {} : { initial_options: chosen.slice(0, maximumOptions) };

/** What is said of what can't be filled in beforehand, since Slack takes no such field; undefined where it can. */
export function missingInitial(field: Field, value: Value): string | undefined {
  if (field.kind === 'choices' || field.kind === 'lookups') {
    const count = [value ?? field.initial ?? []].flat().length;
    return count > maximumOptions
      ? `${count} are chosen, of which Slack holds ${maximumOptions}: the others are left out.`
      : undefined;
  }
  if (field.kind !== 'text' && field.kind !== 'list') return undefined;
  const initial = initialText(field, value);
  if (!isTooLong(field, initial)) return undefined;
  return `Its default of ${initial.length} characters does not fit here, where ${longestText(field)} are taken: it is left out.`;
}

function initialText(field: TextField | ListField, value: Value): string {
  if (typeof value === 'string') return value;
  return field.kind === 'list' ? (field.initial ?? []).join('\n') : (field.initial ?? '');
}

function longestText(field: TextField | ListField | SecretField): number {
  const stated = field.kind === 'list' ? undefined : field.maximumLength;
  return Math.max(1, Math.min(stated ?? inputTextLimit, inputTextLimit));
}

const isTooLong = (field: TextField | ListField, text: string): boolean => text.length > longestText(field);

function choiceElement(field: ChoiceField, value: Value, standIn: StandIn): Element {
  const [chosen] = chosenOptions(field.options, value ?? field.initial, standIn);
  const initial = chosen === undefined ? {} : { initial_option: chosen };
  if (isAsked(field)) return { type: 'external_select', ...askingMenu(field, standIn), ...initial };
  const options = field.options.map((option) => renderOption(option, standIn));
  return options.length <= (field.shown === 'radio' ? maximumVisibleOptions : radioLimit) &&
    field.isRequired &&
    field.shown !== 'menu'
    ? { type: 'radio_buttons', action_id, options, ...initial }
    : { type: 'static_select', action_id, options, ...initial };
}

function choicesElement(field: ChoicesField, value: Value, standIn: StandIn): Element {
  const initial = chosenBefore(chosenOptions(field.options, value ?? field.initial, standIn));
  if (isAsked(field)) return { type: 'multi_external_select', ...askingMenu(field, standIn), ...initial };
  const options = field.options.map((option) => renderOption(option, standIn));
  return options.length <= maximumVisibleOptions
    ? { type: 'checkboxes', action_id, options, ...initial }
    : { type: 'multi_static_select', action_id, options, ...initial };
}

/** Whether Slack takes the options of a choice only in answer to what is typed: it lists from 1 to 100. */
const isAsked = ({ options }: ChoiceField | ChoicesField): boolean =>
  options.length === 0 || options.length > maximumOptions;

const askingMenu = ({ name }: LookupField | LookupsField | ChoiceField | ChoicesField, standIn: StandIn) => ({
  action_id: menuIdOf(name, standIn),
  // Options are in memory, so even an empty box may list.
  min_query_length: 0,
  placeholder: plainText('Type to search', placeholderLimit),
});

function chosenOptions(options: readonly Option[], value: Value, standIn: StandIn): PlainTextOption[] {
  const values = Array.isArray(value) ? value : [value];
  return options.filter((one) => values.includes(one.value)).map((option) => renderOption(option, standIn));
}
