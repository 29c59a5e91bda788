import { isObject, type JsonObject, objectsAt } from '../json.ts';
import { boolean, type Check, integer, list, object, oneOf, type Problem, rule, text, textLike, url } from './check.ts';
import {
  boxOption,
  confirmation,
  conversationFilter,
  dispatchConfiguration,
  menuOption,
  optionGroup,
  options,
  overflowOption,
  placeholder,
  plainText,
  slackFile,
} from './composition.ts';
import { richText } from './rich-text.ts';

type Also = (object: JsonObject, pointer: string) => Problem[];

const actionable = (type: string, fields: Record<string, Check>, also?: Also): Check =>
  object({ type: oneOf(type), 'action_id?': text(255, 1), ...fields }, also);

const selectable = { 'confirm?': confirmation, 'focus_on_load?': boolean };
const menu = { ...selectable, 'placeholder?': placeholder };
const several = { ...menu, 'max_selected_items?': integer(1) };
const typed = {
  'dispatch_action_config?': dispatchConfiguration,
  'focus_on_load?': boolean,
  'placeholder?': placeholder,
};
const date = textLike(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date in the format YYYY-MM-DD');
const time = textLike(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time in the format HH:mm');
const decimal = textLike(/^-?\d+(\.\d+)?$/, 'a number written as a string');
const ids = (pattern: RegExp, what: string) => list(textLike(pattern, `the id of a ${what}`), 100);
const userId = /^[UW][A-Z0-9]+$/;
const channelId = /^[CG][A-Z0-9]+$/;
const conversationId = /^[CGDUW][A-Z0-9]+$/;

const sameOption = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Initial options must be exactly among the options offered. */
const initialAreOffered: Also = (element, pointer) => {
  const offered = [
    ...objectsAt(element, 'options'),
    ...objectsAt(element, 'option_groups').flatMap((group) => objectsAt(group, 'options')),
  ];
  const initial = [element['initial_option'], ...objectsAt(element, 'initial_options')].filter(isObject);
  return initial.flatMap((option) =>
    rule(
      offered.some((other) => sameOption(option, other)),
      pointer,
      'initial option must exactly match one of the options',
    ),
  );
};

const optionsOrGroups: Also = (element, pointer) => [
  ...rule(
    (element['options'] === undefined) !== (element['option_groups'] === undefined),
    pointer,
    'must have exactly one of: options, option_groups',
  ),
  ...initialAreOffered(element, pointer),
];

const staticMenu = { 'options?': options(menuOption, 100), 'option_groups?': list(optionGroup, 100) };

const lengthsAgree: Also = (element, pointer) => {
  const { min_length: min, max_length: max, initial_value: initial } = element;
  const length = typeof initial === 'string' ? initial.length : undefined;
  return [
    ...rule(typeof min !== 'number' || typeof max !== 'number' || min <= max, pointer, 'min_length exceeds max_length'),
    ...rule(
      length === undefined || typeof max !== 'number' || length <= max,
      `${pointer}/initial_value`,
      'must not be longer than max_length',
    ),
  ];
};

const boundsAgree: Also = (element, pointer) => {
  const { min_value: min, max_value: max, initial_value: initial, is_decimal_allowed: decimals } = element;
  const values = [min, max, initial].filter((value) => typeof value === 'string');
  return [
    ...rule(
      min === undefined || max === undefined || Number(min) <= Number(max),
      pointer,
      'min_value exceeds max_value',
    ),
    ...rule(decimals === true || values.every((value) => !value.includes('.')), pointer, 'decimals are not allowed'),
  ];
};

/** An image inside another block: its alt text 2,000 characters. */
export const image = object(
  { type: oneOf('image'), 'image_url?': url, 'slack_file?': slackFile, alt_text: text(2_000, 1) },
  (element, pointer) =>
    rule(
      (element['image_url'] === undefined) !== (element['slack_file'] === undefined),
      pointer,
      'must have exactly one of: image_url, slack_file',
    ),
);

/** A button: text 75, value 2,000, accessibility label 75 characters. */
export const button = actionable('button', {
  text: plainText(75),
  'value?': text(2_000),
  'url?': url,
  'style?': oneOf('primary', 'danger'),
  'confirm?': confirmation,
  'accessibility_label?': text(75),
});

const externalMenu = { 'min_query_length?': integer(0) };
const dispatching = { 'default_to_current_conversation?': boolean, 'filter?': conversationFilter };

/** Menus: they stand in sections, actions and inputs. */
export const menus: Readonly<Record<string, Check>> = {
  static_select: actionable(
    'static_select',
    { ...menu, ...staticMenu, 'initial_option?': menuOption },
    optionsOrGroups,
  ),
  multi_static_select: actionable(
    'multi_static_select',
    { ...several, ...staticMenu, 'initial_options?': options(menuOption, 100) },
    optionsOrGroups,
  ),
  external_select: actionable('external_select', { ...menu, ...externalMenu, 'initial_option?': menuOption }),
  multi_external_select: actionable('multi_external_select', {
    ...several,
    ...externalMenu,
    'initial_options?': options(menuOption, 100),
  }),
  users_select: actionable('users_select', { ...menu, 'initial_user?': textLike(userId, 'the id of a person') }),
  multi_users_select: actionable('multi_users_select', { ...several, 'initial_users?': ids(userId, 'person') }),
  conversations_select: actionable('conversations_select', {
    ...menu,
    ...dispatching,
    'initial_conversation?': textLike(conversationId, 'the id of a conversation'),
    'response_url_enabled?': boolean,
  }),
  multi_conversations_select: actionable('multi_conversations_select', {
    ...several,
    ...dispatching,
    'initial_conversations?': ids(conversationId, 'conversation'),
  }),
  channels_select: actionable('channels_select', {
    ...menu,
    'initial_channel?': textLike(channelId, 'the id of a channel'),
    'response_url_enabled?': boolean,
  }),
  multi_channels_select: actionable('multi_channels_select', {
    ...several,
    'initial_channels?': ids(channelId, 'channel'),
  }),
};

/** Pickers and boxes: they stand in sections, actions and inputs. */
export const choices: Readonly<Record<string, Check>> = {
  checkboxes: actionable(
    'checkboxes',
    { ...selectable, options: options(boxOption, 10), 'initial_options?': options(boxOption, 10) },
    initialAreOffered,
  ),
  radio_buttons: actionable(
    'radio_buttons',
    { ...selectable, options: options(boxOption, 10), 'initial_option?': boxOption },
    initialAreOffered,
  ),
  datepicker: actionable('datepicker', { ...menu, 'initial_date?': date }),
  timepicker: actionable('timepicker', { ...menu, 'initial_time?': time, 'timezone?': text(255, 1) }),
};

/** A date with a time: in actions and inputs only. */
export const datetimepicker = actionable('datetimepicker', {
  ...selectable,
  'initial_date_time?': integer(1_000_000_000, 9_999_999_999),
});

/** An overflow menu: 1 to 5 options. */
export const overflow = actionable('overflow', { options: options(overflowOption, 5), 'confirm?': confirmation });

/** What is typed: in inputs only. */
export const inputs: Readonly<Record<string, Check>> = {
  plain_text_input: actionable(
    'plain_text_input',
    {
      ...typed,
      'initial_value?': text(3_000),
      'multiline?': boolean,
      'min_length?': integer(0, 3_000),
      'max_length?': integer(1, 3_000),
    },
    lengthsAgree,
  ),
  number_input: actionable(
    'number_input',
    { ...typed, is_decimal_allowed: boolean, 'initial_value?': decimal, 'min_value?': decimal, 'max_value?': decimal },
    boundsAgree,
  ),
  email_text_input: actionable('email_text_input', { ...typed, 'initial_value?': text(3_000) }),
  url_text_input: actionable('url_text_input', { ...typed, 'initial_value?': text(3_000) }),
  rich_text_input: actionable('rich_text_input', {
    ...typed,
    'initial_value?': richText,
    'min_lines?': integer(1, 100),
    'max_lines?': integer(1, 100),
  }),
};

const feedbackButton = object({ text: plainText(75), value: text(2_000, 1), 'accessibility_label?': text(75) });

/** What stands in a context_actions block. */
export const contextActions: Readonly<Record<string, Check>> = {
  feedback_buttons: actionable('feedback_buttons', {
    positive_button: feedbackButton,
    negative_button: feedbackButton,
  }),
  icon_button: actionable('icon_button', {
    icon: text(255, 1),
    text: plainText(75),
    'accessibility_label?': text(75),
    'value?': text(2_000),
    'visible_to_user_ids?': ids(userId, 'person'),
    'confirm?': confirmation,
  }),
};
