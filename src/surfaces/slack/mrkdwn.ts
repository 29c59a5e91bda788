import type { Line, Span } from '#callboard/core/answers/answer.ts';
import { spansOf } from '#callboard/core/answers/plain-text.ts';

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

/** A line in Slack's own markup, escaped. */
export function toMrkdwn(line: Line): string {
  return spansOf(line).map(spanMarkup).join('');
}

/**
 * Lines joined, as many as fit into `limit` characters; what does not fit is left out and marked: whole lines, since
 * markup that is cut in the middle is markup no more, or the end of a first line that is too long by itself.
 */
export function joinLines(lines: readonly string[], limit: number): string {
  const mark = '…';
  const all = lines.join('\n');
  if (all.length <= limit) return all;
  const [first = ''] = packLines(lines, limit - mark.length - 1);
  return all.startsWith(`${first}\n`) ? `${first}\n${mark}` : `${first}${mark}`;
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

function spanMarkup(span: Span): string {
  if (typeof span === 'string') return escapeText(oneLine(span));
  switch (span.kind) {
    case 'strong':
      return span.text.trim() === '' ? '' : `*${escapeText(oneLine(span.text).trim())}*`;
    case 'code':
      return span.text.trim() === '' ? '' : `\`${escapeText(oneLine(span.text).replaceAll('`', 'ˋ'))}\``;
    case 'link':
      return linkMarkup(span.text, span.url);
    case 'person': {
      const account = span.accounts['slack'];
      return span.notify && account !== undefined && /^[UW][A-Z0-9]+$/.test(account)
        ? `<@${account}>`
        : escapeText(oneLine(span.name));
    }
  }
}

function linkMarkup(text: string, url: string): string {
  const label = escapeText(oneLine(text)).replaceAll('|', '¦');
  if (!isWebAddress(url)) return label;
  const address = escapeText(encodeURI(decodeSafely(url))).replaceAll('|', '%7C');
  return `<${address}|${label === '' ? address : label}>`;
}

/** Whether an address may become a link: only those that a browser opens as a page. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s<>]+$/i.test(url) && URL.canParse(url);
}

/** An address that is encoded already is not encoded twice. */
function decodeSafely(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    // Not an encoded address after all: it is taken as it stands.
    return url;
  }
}

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ');
