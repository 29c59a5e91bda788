/**
 * A text as Slack sends it, with mentions of groups, of everyone and of dates as the words that people see:
 * https://docs.slack.dev/messaging/formatting-message-text#advanced
 */
export const mentionsOfMany = (text: string): string =>
  text
    .replaceAll(/<!(?:subteam|date)\^[^|>]*\|([^>]+)>/g, '$1')
    .replaceAll(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1');
