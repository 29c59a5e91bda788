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
