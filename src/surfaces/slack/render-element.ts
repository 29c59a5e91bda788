import type { InputBlock, PlainTextOption } from '@slack/types';
import type { ChoiceField, ChoicesField, Field, LookupField, Option, RawValues } from '#callboard/core/forms/form.ts';
import { menuIdOf } from './form-ids.ts';
import type { StandIn } from './long-texts.ts';
import { maximumOptions, renderOption } from './render-option.ts';
import { plainText } from './text-blocks.ts';

type Element = InputBlock['element'];
type Value = RawValues[string] | undefined;

/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const inputTextLimit = 3000;
const placeholderLimit = 150;
/** Radio buttons and checkboxes hold at most ten; more are a menu. */
const maximumVisibleOptions = 10;
/** Up to this many options of a choice are shown as radio buttons. */
const radioLimit = 4;

/** The id of every element that is alone in its block, but of those whose options Slack asks for. */
const action_id = 'value';

/** What a field is filled in with, holding what was given so far. */
export function renderElement(field: Field, value: Value, standIn: StandIn): Element {
  switch (field.kind) {
    case 'text': {
      const initial = initialText(field, value);
      const { placeholder = '' } = field;
      return {
        type: 'plain_text_input',
        action_id,
        multiline: field.isMultiline,
        ...(initial === '' || isTooLong(field, initial) ? {} : { initial_value: initial }),
        ...(placeholder === '' ? {} : { placeholder: plainText(placeholder, placeholderLimit) }),
        max_length: longestText(field),
      };
    }
    case 'number': {
      const initial = typeof value === 'string' ? value : field.initial?.toString();
      return {
        type: 'number_input',
        action_id,
        is_decimal_allowed: !field.isInteger,
        ...(initial === undefined || initial === '' ? {} : { initial_value: initial }),
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
      const initial = typeof value === 'string' ? { label: value, value } : field.initial;
      const initialOption = initial === undefined ? {} : { initial_option: renderOption(initial, standIn) };
      return { type: 'external_select', ...askingMenu(field, standIn), ...initialOption };
    }
  }
}

/** What is said of a text that can't be filled in beforehand, since Slack takes no such field; undefined where it can. */
export function missingInitial(field: Field, value: Value): string | undefined {
  if (field.kind !== 'text') return undefined;
  const initial = initialText(field, value);
  if (!isTooLong(field, initial)) return undefined;
  return `Its default of ${initial.length} characters does not fit here, where ${longestText(field)} are taken: it is left out.`;
}

type TextField = Field & { readonly kind: 'text' };

const initialText = (field: TextField, value: Value): string =>
  typeof value === 'string' ? value : (field.initial ?? '');
const longestText = ({ maximumLength = inputTextLimit }: TextField): number =>
  Math.max(1, Math.min(maximumLength, inputTextLimit));
const isTooLong = (field: TextField, text: string): boolean => text.length > longestText(field);

function choiceElement(field: ChoiceField, value: Value, standIn: StandIn): Element {
  const [chosen] = chosenOptions(field.options, value ?? field.initial, standIn);
  const initial = chosen === undefined ? {} : { initial_option: chosen };
  if (isAsked(field)) return { type: 'external_select', ...askingMenu(field, standIn), ...initial };
  const options = field.options.map((option) => renderOption(option, standIn));
  return options.length <= radioLimit && field.isRequired
    ? { type: 'radio_buttons', action_id, options, ...initial }
    : { type: 'static_select', action_id, options, ...initial };
}

function choicesElement(field: ChoicesField, value: Value, standIn: StandIn): Element {
  const chosen = chosenOptions(field.options, value ?? field.initial, standIn);
  const initial = chosen.length === 0 ? {} : { initial_options: chosen };
  if (isAsked(field)) return { type: 'multi_external_select', ...askingMenu(field, standIn), ...initial };
  const options = field.options.map((option) => renderOption(option, standIn));
  return options.length <= maximumVisibleOptions
    ? { type: 'checkboxes', action_id, options, ...initial }
    : { type: 'multi_static_select', action_id, options, ...initial };
}

/** Whether Slack takes the options of a choice only in answer to what is typed: it lists from 1 to 100. */
const isAsked = ({ options }: ChoiceField | ChoicesField): boolean =>
  options.length === 0 || options.length > maximumOptions;

const askingMenu = ({ name }: LookupField | ChoiceField | ChoicesField, standIn: StandIn) => ({
  action_id: menuIdOf(name, standIn),
  // Options are in memory, so even an empty box may list.
  min_query_length: 0,
  placeholder: plainText('Type to search', placeholderLimit),
});

function chosenOptions(options: readonly Option[], value: Value, standIn: StandIn): PlainTextOption[] {
  const values = Array.isArray(value) ? value : [value];
  return options.filter((one) => values.includes(one.value)).map((option) => renderOption(option, standIn));
}
