import { type TopLevelToken, TypeGuards } from 'liquidjs';
import type { BlockSpace } from './template-engine.ts';

/** Takes the space around tags away that `trimBlocks` and `lstripBlocks` mean, from the tokens of a text in Liquid. */
export function trimBlocks(
  tokens: readonly TopLevelToken[],
  { trimBlocks: trims, lstripBlocks: strips }: BlockSpace,
): void {
  for (const [index, token] of tokens.entries()) {
    if (!TypeGuards.isHTMLToken(token)) continue;
    const text = token.getContent();
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    if (trims && before && TypeGuards.isTagToken(before)) token.trimLeft += /^\r?\n/.exec(text)?.[0].length ?? 0;
    if (strips && after && TypeGuards.isTagToken(after)) {
      const [, space = ''] = (before ? /\n([ \t]+)$/ : /(?:^|\n)([ \t]+)$/).exec(text) ?? [];
      token.trimRight += space.length;
    }
  }
}
