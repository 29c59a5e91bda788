const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A web address, a mention of a person or channel, or a character to escape. */
const parts = /https?:\/\/[^\s<>|]+|(?<![\w@])@[\w.-]+|(?<![\w#&])#[\w-]+|[&<>]/g;

/** With these a person mentions everybody in a channel. */
const broadcasts: ReadonlySet<string> = new Set(['here', 'channel', 'everyone']);

/** Who and what can be mentioned. */
export type Mentionable = {
  /** What `@handle` becomes, such as `<@U1>`; undefined for nobody's handle. */
  readonly person: (handle: string) => string | undefined;
  /** What `#name` becomes, such as `<#C1|general>`; undefined for no channel's name. */
  readonly channel: (name: string) => string | undefined;
};

/** The part without the punctuation at its end, which belongs to the sentence, and that punctuation. */
const splitEnd = (part: string, punctuation: RegExp): [word: string, end: string] => {
  const word = part.replace(punctuation, '');
  return [word, part.slice(word.length)];
};

/**
 * What Slack's client makes of what a person typed: `@jane`, `@here` and `#general` become mentions, an address a
 * link, and `&`, `<`, `>` are escaped: https://docs.slack.dev/messaging/formatting-message-text
 */
export const typedText = (text: string, { person, channel }: Mentionable): string =>
  text.replace(parts, (part) => {
    switch (part[0]) {
      case '@': {
        const [typed, end] = splitEnd(part.slice(1), /[.-]+$/);
        const handle = typed.toLowerCase();
        const mention = broadcasts.has(handle) ? `<!${handle}>` : person(handle);
        return mention === undefined ? part : mention + end;
      }
      case '#':
        return channel(part.slice(1).toLowerCase()) ?? part;
      case 'h': {
        const [address, end] = splitEnd(part, /[.,;:!?)]+$/);
        return `<${address.replaceAll('&', '&amp;')}>${end}`;
      }
      default:
        return escapes[part] ?? part;
    }
  });
