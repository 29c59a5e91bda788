import type { RichTextBlock, RichTextElement } from '@slack/types';
import type { Line, PersonSpan, Span } from '#callboard/core/answers/answer.ts';
import { honestLink } from '#callboard/core/answers/honest-link.ts';
import { spansOf } from '#callboard/core/answers/plain-text.ts';
import { visibleText } from '#callboard/core/text/visible-text.ts';
import { isWebAddress } from './is-web-address.ts';

type Style = 'bold' | 'code' | undefined;

/** As long as an address may be anywhere in Slack; a link with a longer one is told in words. */
const urlLimit = 3000;

/**
 * A line as Slack's rich text, whose texts are shown as they stand: Slack's own markup has no way to write `*`, `_`, `~`
 * and backticks as themselves, and turns `:x:` and `<!channel>` into more than text.
 * Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 * @param style of what has none of its own
 */
export const richLine = (line: Line, style?: 'bold'): RichTextElement[] =>
  spansOf(line).flatMap((span) => spanElements(span, style));

/** Lines one below the other as a block; undefined where there is nothing to say. */
export function richText(lines: readonly (readonly RichTextElement[])[]): RichTextBlock | undefined {
  const elements = lines
    .filter((line) => line.length > 0)
    .flatMap((line, index) => (index === 0 ? line : [{ type: 'text' as const, text: '\n' }, ...line]));
  return elements.length === 0 ? undefined : { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** Characters of rich text, as a message may have only so many: what is read, and the addresses of links. */
export const richLength = (elements: readonly RichTextElement[]): number =>
  elements.reduce(
    (sum, element) =>
      sum + ('text' in element ? (element.text?.length ?? 0) : 0) + ('url' in element ? urlOf(element) : 0),
    0,
  );

const urlOf = (element: RichTextElement): number => (element.type === 'link' ? element.url.length : 0);

function spanElements(span: Span, style: Style): RichTextElement[] {
  if (typeof span === 'string') return textElements(span, style);
  switch (span.kind) {
    case 'strong':
      return textElements(span.text, 'bold');
    case 'code':
      return textElements(span.text, 'code');
    case 'link':
      return linkElements(span.text, span.url, style);
    case 'person':
      return personElements(span, style);
  }
}

function textElements(text: string, style: Style): RichTextElement[] {
  const shown = visibleText(text);
  if (shown === '' || (style !== undefined && shown.trim() === '')) return [];
  return [{ type: 'text', text: shown, ...(style === undefined ? {} : { style: { [style]: true } }) }];
}

function linkElements(text: string, url: string, style: Style): RichTextElement[] {
  const label = visibleText(text);
  if (!isWebAddress(url)) return textElements(label, style);
  if (url.length > urlLimit) return textElements(`${label} (its address is too long to show)`, style);
  const shown = style === undefined ? {} : { style: { [style]: true } };
  return [{ type: 'link', url, text: honestLink(label, url), ...shown }];
}

/** Only who is to be notified is mentioned: in Slack whoever is mentioned is notified. */
function personElements({ name, accounts, notify }: PersonSpan, style: Style): RichTextElement[] {
  const account = accounts['slack'];
  return notify && account !== undefined && /^[UW][A-Z0-9]+$/.test(account)
    ? [{ type: 'user', user_id: account }]
    : textElements(name, style);
}
