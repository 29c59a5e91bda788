import type { PlainTextElement, RichTextBlock, RichTextElement } from '@slack/types';
import type { Line } from '#callboard/core/answers/answer.ts';
import { richLength, richLine, richText } from './rich-text.ts';
import { shorten } from './shorten.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/section-block; Slack says none for rich text, which keeps to it too. */
export const sectionTextLimit = 3000;

/** Text without markup as Slack's text object, cut with a mark after `limit` characters. An empty one is a dash. */
export const plainText = (text: string, limit: number): PlainTextElement => ({
  type: 'plain_text',
  text: shorten(text.trim() === '' ? '–' : text, limit),
  emoji: false,
});

/** Lines one below the other, empty ones too, in as many blocks as they need; none where there are no lines. */
export function textBlocks(lines: readonly Line[]): RichTextBlock[] {
  const groups: RichTextElement[][][] = [];
  let length = 0;
  for (const line of lines.map(filled)) {
    length += richLength(line) + 1;
    const group = groups.at(-1);
    if (group !== undefined && length <= sectionTextLimit + 1) {
      group.push(line);
    } else {
      groups.push([line]);
      length = richLength(line) + 1;
    }
  }
  return groups.flatMap((group) => richText(group) ?? []);
}

function filled(line: Line): RichTextElement[] {
  const elements = richLine(line);
  return elements.length > 0 ? elements : [{ type: 'text', text: ' ' }];
}
