import { type JsonObject, objectsAt, stringAt, stringsAt } from '../json.ts';
import {
  anyOf,
  boolean,
  byType,
  type Check,
  eitherOf,
  list,
  object,
  oneOf,
  type Problem,
  rule,
  text,
  url,
  webUrl,
} from './check.ts';
import { limits } from './limits.ts';

const plain = (max: number): Check => object({ type: oneOf('plain_text'), text: text(max, 1), 'emoji?': boolean });
const marked = (max: number): Check => object({ type: oneOf('mrkdwn'), text: text(max, 1), 'verbatim?': boolean });

/** Text without markup, of 1 to `max` characters. */
export const plainText = (max: number): Check => byType({ plain_text: plain(max) });

/** Text with or without Slack's markup, of 1 to `max` characters. */
export const anyText = (max: number): Check => anyOf(byType({ plain_text: plain(max), mrkdwn: marked(max) }));

/** The dialog that asks "are you sure?". */
export const confirmation = object({
  title: plainText(limits.confirmation.title),
  text: anyText(limits.confirmation.text),
  confirm: plainText(limits.confirmation.confirm),
  deny: plainText(limits.confirmation.deny),
  'style?': oneOf('primary', 'danger'),
});

const { option } = limits;

/** An option of a menu. */
export const menuOption = object({
  text: plainText(option.text),
  value: text(option.value, 1),
  'description?': plainText(option.description),
});

/** An option of checkboxes or radio buttons, whose texts may have markup. */
export const boxOption = object({
  text: anyText(option.text),
  value: text(option.value, 1),
  'description?': anyText(option.description),
});

/** An option of an overflow menu, which may lead to a page. */
export const overflowOption = object({
  text: plainText(option.text),
  'value?': text(option.value, 1),
  'description?': plainText(option.description),
  'url?': url,
});

const uniqueValues = (all: readonly JsonObject[], pointer: string): Problem[] => {
  const values = all.map((each) => stringAt(each, 'value')).filter((value) => value !== undefined);
  return rule(new Set(values).size === values.length, pointer, 'option values must be unique');
};

/** 1 to `max` options, each with a value of its own. */
export const options =
  (each: Check, max: number): Check =>
  (value, pointer) => [
    ...list(each, max)(value, pointer),
    ...uniqueValues(objectsAt({ options: value }, 'options'), pointer),
  ];

const optionGroup = object({
  label: plainText(limits.optionGroup.label),
  options: options(menuOption, limits.optionGroup.options),
});

/** Titled groups of options, each option with a value of its own. */
export const optionGroups: Check = (value, pointer) => [
  ...list(optionGroup, limits.menu.optionGroups)(value, pointer),
  ...uniqueValues(
    objectsAt({ groups: value }, 'groups').flatMap((group) => objectsAt(group, 'options')),
    pointer,
  ),
];

/** Which conversations a menu lists; at least one of the three. */
export const conversationFilter = object(
  {
    'include?': list(oneOf('im', 'mpim', 'private', 'public'), 4),
    'exclude_external_shared_channels?': boolean,
    'exclude_bot_users?': boolean,
  },
  (filter, pointer) => rule(Object.keys(filter).length > 0, pointer, 'must have at least one field'),
);

/** When typing in an input reports an action. */
export const dispatchConfiguration = object(
  { 'trigger_actions_on?': list(oneOf('on_enter_pressed', 'on_character_entered'), 2) },
  (configuration, pointer) => {
    const triggers = stringsAt(configuration, 'trigger_actions_on');
    return rule(new Set(triggers).size === triggers.length, pointer, 'items must be unique');
  },
);

const slackFile = object({ 'url?': url, 'id?': text(Infinity, 1) }, eitherOf('url', 'id'));

/** The fields of a picture, in a block of its own or within another. */
export const picture = {
  'image_url?': webUrl,
  'slack_file?': slackFile,
  alt_text: text(limits.image.altText, 1),
} as const;

/** A picture has an address, or is a file of Slack's. */
export const pictureSource = eitherOf('image_url', 'slack_file');

/** One of Slack's own icons on a card: https://docs.slack.dev/reference/block-kit/composition-objects/slack-icon-object */
export const slackIcon = object({ type: oneOf('icon'), name: text(Infinity, 1) });
