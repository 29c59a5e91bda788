const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A token of Slack's that stands as it is, a web address, a mention, or a character to escape. */
const parts = /<(?:@[UW][A-Z0-9]+|#C[A-Z0-9]+(?:\|[^>]*)?|https?:[^>]+)>|https?:\/\/[^\s<>]+|(?<![\w@])@[\w.-]+|[&<>]/g;

/**
 * What Slack's client makes of what a person typed: `@jane` becomes `<@U1>`, an address becomes a link, and
 * `&`, `<`, `>` are escaped.
 * @param mentionOf what a handle becomes, such as `<@U1>`, or undefined for nobody's
 */
export const typedText = (text: string, mentionOf: (handle: string) => string | undefined): string =>
  text.replace(parts, (part) => {
    if (part.length === 1) return escapes[part] ?? part;
    if (part.startsWith('<')) return part;
    if (!part.startsWith('@')) return `<${part.replaceAll('&', '&amp;')}>`;
    const handle = part.slice(1).replace(/[.-]+$/, '');
    const mention = mentionOf(handle);
    return mention === undefined ? part : `${mention}${part.slice(1 + handle.length)}`;
  });
