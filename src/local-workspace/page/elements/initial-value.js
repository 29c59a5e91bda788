/** @import { ActionValue, BlockElement } from '../contract.js' */

/** Which field of an element's own data fills which field of its value. */
const fields = /** @type {const} */ ([
  ['initial_value', 'text'],
  ['initial_option', 'option'],
  ['initial_options', 'options'],
  ['initial_user', 'user'],
  ['initial_users', 'users'],
  ['initial_channel', 'channel'],
  ['initial_channels', 'channels'],
  ['initial_conversation', 'conversation'],
  ['initial_conversations', 'conversations'],
  ['initial_date', 'date'],
  ['initial_time', 'time'],
  ['initial_date_time', 'dateTime'],
]);

/**
 * What an element holds before anyone touched it.
 * @param {BlockElement} each
 * @returns {ActionValue | undefined} undefined for nothing
 */
export const initialValue = (each) => {
  const given = /** @type {Record<string, any>} */ (each);
  const field = fields.find(([from]) => given[from] !== undefined);
  if (!field) return undefined;
  const to = each.type === 'rich_text_input' ? 'richText' : field[1];
  return { [to]: given[field[0]] };
};
