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
 * Lines joined, as many as fit into `limit` characters: a line is left out as a whole, since markup that is cut in the
 * middle is markup no more. A first line that is too long by itself is shortened as plain text.
 */
export function joinLines(lines: readonly string[], limit: number): string {
  const mark = '…';
  let text = '';
  for (const line of lines) {
    const longer = text === '' ? line : `${text}\n${line}`;
    if (longer.length > limit - mark.length - 1) return text === '' ? shortenEscaped(line, limit) : `${text}\n${mark}`;
    text = longer;
  }
  return text;
}

/** Never cuts an escape such as `&amp;` or a link in two. */
function shortenEscaped(markup: string, limit: number): string {
  return `${markup.slice(0, limit - 1).replace(/(?:&[a-z]*|<[^>]*)$/, '')}…`;
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
