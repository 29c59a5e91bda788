/**
 * The id of the person that a mention names, as Slack (`<@U024BE7LH>`, `<@U024BE7LH|ada>`) and Discord (`<@42>`,
 * `<@!42>`) write them.
 * @returns undefined where the text is anything but one mention
 */
export const readMention = (text: string): string | undefined => /^<@!?(\w+)(?:\|[^>]*)?>$/.exec(text.trim())?.[1];
