import type { SectionBlock } from '@slack/types';
import type { ReviewDraft } from '#callboard/core/commands/conversation.ts';
import { escapeText, shorten } from './mrkdwn.ts';
import { sections } from './text-blocks.ts';

/** What is shown of one label and of one value, in characters. */
const labelLimit = 150;
const valueLimit = 500;
/** What is shown in all: a view takes 100 blocks, 250,000 bytes. */
const lineLimit = 200;
const bytesLimit = 100_000;

/** What was given, a section or several; what there is no room for can be looked at page by page. */
export function renderReview({ parts }: ReviewDraft): SectionBlock[] {
  const lines = parts.flatMap(({ title, lines: given }) => [
    `*${escapeText(shorten(title, labelLimit))}*`,
    ...given.map(({ label, value }) => {
      const shown = escapeText(shorten(value, valueLimit)).replaceAll('\n', ' ');
      return `• ${escapeText(shorten(label, labelLimit))}: ${shown}`;
    }),
  ]);
  let count = 0;
  for (let bytes = 0; count < Math.min(lines.length, lineLimit); count += 1) {
    bytes += Buffer.byteLength(lines[count] ?? '');
    if (bytes > bytesLimit) break;
  }
  const omitted = lines.length - count;
  const rest = omitted === 0 ? [] : [`… and ${omitted} lines more, which Back leads to`];
  return sections([...lines.slice(0, count), ...rest]);
}
