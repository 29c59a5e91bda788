import type { Line } from '#callboard/core/answers/answer.ts';
import type { Left } from './action.ts';

/** What becomes of something that a run left when the run is undone; no line where there is nothing. */
export function undoLines(left: Left): readonly Line[] {
  if (left.kind === 'nothing') return [];
  if (left.kind !== 'found') return [`Stays: ${left.what}. ${left.reason}`];
  const { what, url, obstacle } = left.made;
  const linked = url === undefined ? what : ({ kind: 'link', text: what, url } as const);
  return [obstacle === undefined ? ['Goes: ', linked] : ['Stays: ', linked, `. ${obstacle}`]];
}
