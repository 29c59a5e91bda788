/** `text` of a message that is edited: https://docs.slack.dev/reference/methods/chat.update */
const textLimit = 4000;

/**
 * What Slack notifies of and reads out, with its three control characters escaped, so that nothing in it becomes a mention,
 * a channel or a link; as long as Slack takes it, cut in no escape.
 * Source: https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function notificationText(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.length <= textLimit ? escaped : `${escaped.slice(0, textLimit - 1).replace(/&[a-z]*$/, '')}…`;
}
