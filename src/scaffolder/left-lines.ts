import type { Line } from '#callboard/core/answers/answer.ts';
import type { Left } from './action.ts';
import { type Run, stoppedStatuses } from './run.ts';

/** What a run that came to no good end left behind, a line each: nobody should have to find it by accident. */
export function leftLines({ status, steps }: Run): readonly Line[] {
  if (!stoppedStatuses.includes(status)) return [];
  return steps.flatMap(({ calls }) => calls).flatMap(({ left }) => (left === undefined ? [] : lineOfLeft(left)));
}

function lineOfLeft(left: Left): readonly Line[] {
  switch (left.kind) {
    case 'nothing':
      return [];
    case 'found': {
      const { what, url } = left.made;
      return [['It left ', url === undefined ? what : { kind: 'link', text: what, url }, '.']];
    }
    case 'irrevocable':
      return [`It left ${left.what}. ${left.reason}`];
    case 'unknown':
      return [`It may have left ${left.what}. ${left.reason}`];
  }
}
