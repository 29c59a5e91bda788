import { visibleText } from '#callboard/core/text/visible-text.ts';

/** Everything that Discord reads as markdown, as a mention or as the start of an address. */
const markup = /[\\*_~`|<>#[\]()@]|:(?=\/\/)/gu;
/** What makes a list at the start of a line. */
const listMark = /^(\s*)([-+]|\d+\.)(?=\s)/u;

/** Cuts a text to `limit` characters, the last of them an ellipsis where something was cut. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = limit - 1;
  const splitsPair = /[\ud800-\udbff]/u.test(text.charAt(end - 1));
  return `${text.slice(0, splitsPair ? end - 1 : end)}…`;
}

/** A text as Discord's markdown shows it literally: it pings nobody, links nowhere and formats nothing. */
export function escapeText(text: string): string {
  return visibleText(text)
    .replaceAll(markup, (character) => `\\${character}`)
    .replace(listMark, (_, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`);
}

/** A text as inline code; a backtick in it becomes its look-alike, since code has no escapes. */
export function escapeCode(text: string): string {
  const literal = visibleText(text).replaceAll('`', 'ˋ').trim();
  return literal === '' ? '' : `\`${literal}\``;
}

/** An address that may be linked to, normalised; undefined unless it is http or https. */
export function webAddress(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) return undefined;
  return parsed.href.replaceAll('(', '%28').replaceAll(')', '%29');
}
