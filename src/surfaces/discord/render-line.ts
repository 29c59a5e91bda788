import type { Line, PersonSpan, Span } from '#callboard/core/answers/answer.ts';
import { cut, escapeCode, escapeText, webAddress } from './escape-text.ts';

/** More than a message holds: a page of an answer has no longer line. */
const spanLimit = 3900;
const lineLimit = 3900;
const addressLimit = 1000;
const discordId = /^\d{15,21}$/u;
/** A text that itself looks like an address: it must not lead elsewhere. */
const looksLikeAddress = /:\/\/|\bwww\./iu;

/** Whether a text is an id of Discord's: its addresses are made of nothing else. */
export function isDiscordId(text: string): boolean {
  return discordId.test(text);
}

function account(person: PersonSpan): string | undefined {
  const id = person.accounts['discord'];
  return id !== undefined && isDiscordId(id) ? id : undefined;
}

function renderLink(text: string, url: string): string {
  const address = webAddress(url);
  const label = escapeText(cut(text, spanLimit));
  if (address === undefined) return label;
  if (address.length > addressLimit) return `${label} (its address is too long to show)`;
  if (looksLikeAddress.test(text) && webAddress(text) !== address) return `${label} (<${address}>)`;
  return looksLikeAddress.test(text) || label.trim() === '' ? `<${address}>` : `[${label}](${address})`;
}

function renderSpan(span: Span): string {
  if (typeof span === 'string') return escapeText(cut(span, spanLimit));
  switch (span.kind) {
    case 'strong':
      return span.text.trim() === '' ? '' : `**${escapeText(cut(span.text.trim(), spanLimit))}**`;
    case 'code':
      return escapeCode(cut(span.text, spanLimit));
    case 'link':
      return renderLink(span.text, span.url);
    case 'person': {
      const id = account(span);
      return id === undefined ? escapeText(cut(span.name, spanLimit)) : `<@${id}>`;
    }
  }
}

const isSpans = (line: Line): line is readonly Span[] => Array.isArray(line);
const spansOf = (line: Line): readonly Span[] => (isSpans(line) ? line : [line]);

/** A line as Discord's markdown, at most about 3,900 characters, with an ellipsis where spans were left out. */
export function renderLine(line: Line): string {
  let text = '';
  for (const span of spansOf(line)) {
    const piece = renderSpan(span);
    if (text.length + piece.length > lineLimit && text !== '') return `${text}…`;
    text += piece;
  }
  return text;
}

/** The Discord accounts of the people in these lines who are to be notified. */
export function notifiedAccounts(lines: readonly Line[]): readonly string[] {
  const ids = lines.flatMap(spansOf).flatMap((span) => {
    const id = typeof span === 'object' && span.kind === 'person' && span.notify ? account(span) : undefined;
    return id === undefined ? [] : [id];
  });
  return [...new Set(ids)];
}
