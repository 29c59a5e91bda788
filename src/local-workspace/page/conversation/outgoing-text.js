/** @import { Names } from '../names.js' */

/**
 * What is sent for what a person typed: `@handle` becomes a mention. A slash command is sent as it stands.
 * @param {string} text
 * @param {Names['mentionable']} mentionable
 * @returns {string}
 */
export const outgoingText = (text, mentionable) => {
  if (text.startsWith('/')) return text;
  const ids = new Map(mentionable.map(({ handle, id }) => [handle.toLowerCase(), id]));
  return text.replace(/(?<![\w@.])@([\w.-]*\w)/g, (whole, handle) => {
    const id = ids.get(handle.toLowerCase());
    return id ? `<@${id}>` : whole;
  });
};

/**
 * @typedef {{ kind: 'command', query: string, start: number } | { kind: 'mention', query: string, start: number }} Typing
 *
 * What is being typed just before the caret, if it is something to complete.
 * @param {string} text
 * @param {number} caret
 * @returns {Typing | null} `start` is where the completion goes
 */
export const typingAt = (text, caret) => {
  const before = text.slice(0, caret);
  if (/^\/[\w-]*$/.test(before)) return { kind: 'command', query: before.toLowerCase(), start: 0 };
  const mention = /(?:^|[\s(])@([\w.-]*)$/.exec(before);
  return mention
    ? { kind: 'mention', query: (mention[1] ?? '').toLowerCase(), start: caret - (mention[1] ?? '').length - 1 }
    : null;
};
