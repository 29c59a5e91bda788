import type { RichTextBlock } from '@slack/types';
import type { Line } from '#callboard/core/answers/answer.ts';
import type { ReviewDraft } from '#callboard/core/commands/conversation.ts';
import { richLine } from './rich-text.ts';
import { shorten } from './shorten.ts';
import { textBlocks } from './text-blocks.ts';

/** What is shown of one label and of one value, in characters. */
const labelLimit = 150;
const valueLimit = 500;
/** What is shown in all: a view takes 100 blocks, 250,000 bytes. */
const lineLimit = 200;
const bytesLimit = 150_000;

/** What was given, a block or several; what there is no room for can be looked at page by page. */
export function renderReview({ parts }: ReviewDraft): RichTextBlock[] {
  const lines = parts.flatMap(({ title, lines: given }, index): readonly Line[] => [
    ...(index === 0 ? [] : ['']),
    [{ kind: 'strong', text: shorten(title, labelLimit) }],
    ...given.map(({ label, value }) => `• ${shorten(label, labelLimit)}: ${shorten(value, valueLimit)}`),
  ]);
  let count = 0;
  for (let bytes = 0; count < Math.min(lines.length, lineLimit); count += 1) {
    bytes += Buffer.byteLength(JSON.stringify(richLine(lines[count] ?? '')));
    if (bytes > bytesLimit) break;
  }
  const omitted = lines.length - count;
  const rest = omitted === 0 ? [] : [`… and ${omitted} lines more, which Back leads to`];
  return textBlocks([...lines.slice(0, count), ...rest]);
}
