import type { Line, List } from '#callboard/core/answers/answer.ts';
import type { Directory } from './directory.ts';
import { joinLines, linkSpan, shownFile } from './entity-text.ts';
import type { Problem } from './problem.ts';

/** A problem as an item of a list: where it is, which entity it is about, and how to mend it. */
export function problemItem(problem: Problem, directory: Directory): List['items'][number] {
  const { ref } = problem;
  const entry = ref === undefined ? undefined : directory.get(ref);
  const stays = entry?.standing?.kind === 'broken' ? ' Until then its last good version answers.' : '';
  const message = /[.!?…]$/.test(problem.message) ? problem.message : `${problem.message}.`;
  const name: readonly Line[] = ref === undefined ? [] : [{ kind: 'code', text: ref }];
  return { title: joinLines([placeOf(problem), ...name], ' '), detail: `${message}${stays}` };
}

function placeOf({ file, line, column, viewUrl }: Problem): Line {
  const place = `${shownFile({ file })}:${line}:${column}`;
  return viewUrl === undefined ? place : linkSpan(place, `${viewUrl}#L${line}`);
}
