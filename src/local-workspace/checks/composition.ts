import { objectsAt, stringAt, stringsAt } from '../json.ts';
import { boolean, byType, type Check, list, object, oneOf, rule, text, url } from './check.ts';

/** Text without markup, of 1 to `max` characters. */
export const plainText = (max: number): Check =>
  byType({ plain_text: object({ type: oneOf('plain_text'), text: text(max, 1), 'emoji?': boolean }) });

/** Text with Slack's markup, of 1 to `max` characters. */
export const mrkdwn = (max: number): Check =>
  byType({ mrkdwn: object({ type: oneOf('mrkdwn'), text: text(max, 1), 'verbatim?': boolean }) });

/** Text with or without markup, of 1 to `max` characters (3,000 is the most of any text object). */
export const anyText = (max: number): Check => {
  const plain = plainText(max);
  const marked = mrkdwn(max);
  return byType({ plain_text: plain, mrkdwn: marked });
};

/** The dialog that asks "are you sure?": title 100, text 300, its two buttons 30 characters. */
export const confirmation = object({
  'title?': plainText(100),
  text: anyText(300),
  'confirm?': plainText(30),
  'deny?': plainText(30),
  'style?': oneOf('primary', 'danger'),
});

/** Placeholder text: 150 characters. */
export const placeholder = plainText(150);

/** An option of a menu: text 75, value 150, description 75 characters. */
export const menuOption = object({ text: plainText(75), value: text(150, 1), 'description?': plainText(75) });

/** An option of checkboxes or radio buttons, whose text may have markup. */
export const boxOption = object({ text: anyText(75), value: text(150, 1), 'description?': anyText(75) });

/** An option of an overflow menu, which may lead to a page. */
export const overflowOption = object({
  text: plainText(75),
  'value?': text(150, 1),
  'description?': plainText(75),
  'url?': url,
});

const uniqueValues: Check = (value, pointer) => {
  const values = objectsAt({ options: value }, 'options').map((option) => stringAt(option, 'value'));
  return rule(new Set(values).size === values.length, pointer, 'option values must be unique');
};

/** 1 to `max` options. */
export const options =
  (option: Check, max: number): Check =>
  (value, pointer) => [...list(option, max)(value, pointer), ...uniqueValues(value, pointer)];

/** A titled group of 1 to 100 options: its label 75 characters. */
export const optionGroup = object({ label: plainText(75), options: options(menuOption, 100) });

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

/** The picture of an image block or element: its URL or a file of Slack's, exactly one. */
export const slackFile = object({ 'url?': url, 'id?': text(255, 1) }, (file, pointer) =>
  rule(Object.keys(file).length === 1, pointer, 'must have exactly one of: url, id'),
);
