import type { ContextBlock } from '@slack/types';
import { visibleText } from '#callboard/core/text/visible-text.ts';
import { plainText } from './text-blocks.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/context-block */
const textLimit = 3000;

/** Small text, all of it: at most ten pieces, since no page of an answer has more. */
export const contextBlock = (words: string): ContextBlock => ({
  type: 'context',
  elements: piecesOf(words.split('\n').map(visibleText)).map((piece) => plainText(piece, textLimit)),
});

/** Lines joined into texts of what one takes: a line goes into the next text as a whole, unless it is too long for any. */
function piecesOf(lines: readonly string[]): readonly string[] {
  const texts: string[] = [];
  for (const piece of lines.flatMap(inParts)) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= textLimit)
      texts[texts.length - 1] = `${last}\n${piece}`;
    else texts.push(piece);
  }
  return texts;
}

const inParts = (line: string): readonly string[] =>
  Array.from({ length: Math.max(1, Math.ceil(line.length / textLimit)) }, (_, index) =>
    line.slice(index * textLimit, (index + 1) * textLimit),
  );
