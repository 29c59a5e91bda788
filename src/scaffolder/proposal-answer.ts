import type { Card, Line } from '#callboard/core/answers/answer.ts';
import { counted } from '#callboard/core/counted.ts';
import type { ProposedUpdate } from './propose-update.ts';
import type { Run } from './run.ts';

/** Files that are named; a message has no room for more. */
const shownFiles = 20;

/** What came of proposing to a repository what has changed in its template. */
export function proposalAnswer({ proposed, leftOut }: ProposedUpdate, { templateTitle }: Run): Card {
  const template: Line = { kind: 'strong', text: templateTitle };
  const card = (title: Line, ...lines: readonly Line[]): Card => ({
    kind: 'card',
    title,
    lines: [...lines, ...leftOutLines(leftOut)],
    fields: [],
    buttons:
      proposed.kind === 'proposed' && proposed.url !== undefined ? [{ label: 'Look at it', url: proposed.url }] : [],
  });
  switch (proposed.kind) {
    case 'proposed':
      return card(
        ['What has changed in ', template, ' is proposed'],
        ['Branch: ', { kind: 'code', text: proposed.branch }],
      );
    case 'nothing':
      return card(['There is nothing to propose'], ['It has all that has changed in ', template, '.']);
    case 'conflicts':
      return card(
        ['What has changed in ', template, ' does not go together with what was changed there'],
        `Nothing was proposed. To be merged by hand: ${counted(proposed.files.length, 'file')}.`,
        ...proposed.files.slice(0, shownFiles).map((text): Line => ({ kind: 'code', text })),
      );
  }
}

/** What shows a secret can't be rendered again: only the run that made it knew what it was. */
function leftOutLines(leftOut: readonly string[]): readonly Line[] {
  if (leftOut.length === 0) return [];
  return [
    `Left out, since they show secrets of the configuration: ${counted(leftOut.length, 'file')}. Bring in by hand what has changed in them.`,
    ...leftOut.slice(0, shownFiles).map((text): Line => ({ kind: 'code', text })),
  ];
}
