/**
 * Text with Slack's three control characters escaped, so that nothing in it becomes a mention, a channel or a link.
 * Source: https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text of at most `limit` characters; what is cut off is marked. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).trimEnd()}…`;
}

/**
 * Lines joined into texts of at most `limit` characters each, all of them: a line goes into the next text as a whole,
 * unless it is too long for any. Nothing for no lines.
 */
export function packLines(lines: readonly string[], limit: number): string[] {
  const texts: string[] = [];
  for (const piece of lines.flatMap((line) => piecesOf(line, limit))) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= limit) texts[texts.length - 1] = `${last}\n${piece}`;
    else texts.push(piece);
  }
  return texts;
}

/** A line of markup in pieces of at most `limit` characters; no escape such as `&amp;` and no link is cut in two. */
function piecesOf(line: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > limit) {
    const whole = rest.slice(0, limit).replace(/(?:&[a-z]*|<[^>]*)$/, '');
    const piece = whole === '' ? rest.slice(0, limit) : whole;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}

/** Whether an address may become a link: only those that a browser opens as a page. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s<>]+$/i.test(url) && URL.canParse(url);
}
