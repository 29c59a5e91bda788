/** @import { MultiSelect, Select } from '@slack/types' */
/** @import { ActionValue, Option } from '../contract.js' */
/** @import { Names } from '../names.js' */

/**
 * An option for someone or something that the workspace knows.
 * @param {string} value
 * @param {string} text
 * @returns {Option}
 */
export const plainOption = (value, text) => ({ value, text: { type: 'plain_text', text } });

/**
 * The options that stand for a select's value.
 * @param {ActionValue | undefined} value
 * @param {Names} names
 * @returns {Option[]}
 */
export const optionsOfValue = (value, names) => {
  if (!value) return [];
  const { option, options = [], user, users = [], channel, channels = [], conversation, conversations = [] } = value;
  const people = [user, ...users].flatMap((id) => (id ? [plainOption(id, names.person(id))] : []));
  const places = [channel, ...channels, conversation, ...conversations].flatMap((id) =>
    id ? [plainOption(id, `#${names.channel(id) ?? id}`)] : [],
  );
  return [...(option ? [option] : []), ...options, ...people, ...places];
};

/**
 * The value of a select in which these options are chosen.
 * @param {(Select | MultiSelect)['type']} type
 * @param {Option[]} options
 * @returns {ActionValue}
 */
export const valueOfOptions = (type, options) => {
  const ids = options.map(({ value }) => value ?? '');
  switch (type) {
    case 'users_select':
      return { user: ids[0] ?? null };
    case 'multi_users_select':
      return { users: ids };
    case 'channels_select':
      return { channel: ids[0] ?? null };
    case 'multi_channels_select':
      return { channels: ids };
    case 'conversations_select':
      return { conversation: ids[0] ?? null };
    case 'multi_conversations_select':
      return { conversations: ids };
    case 'multi_static_select':
    case 'multi_external_select':
      return { options };
    default:
      return { option: options[0] ?? null };
  }
};
