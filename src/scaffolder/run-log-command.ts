import type { Card, Line } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import { counted } from '#callboard/core/counted.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { textOf } from './json-object.ts';
import type { Run, RunLine } from './run.ts';
import { logPress } from './log-button.ts';
import { keptLines } from './run-log.ts';
import type { Scaffolder } from './scaffolder.ts';

/** Characters of a log that one message shows: half of what Slack takes of a message, since each line has its markup. */
const shownCharacters = 6000;

/** The command behind that button: the latest lines, and by a button those before them. */
export function runLogCommand({ runs }: Pick<Scaffolder, 'runs'>): Command {
  return {
    name: 'run-log',
    summary: 'Show what the steps of a run have logged',
    parameters: [{ name: 'run', description: 'The id of a run', isRequired: true }],
    examples: [],
    phrases: [],
    effect: 'reads',
    isHidden: true,
    run: async ({ values }) => {
      const run = await runs.get(textOf(values['run']) ?? '');
      if (!run) throw new Refusal('That run is not kept any more.', { code: 'no-such-run' });
      const before = typeof values['before'] === 'number' ? values['before'] : keptLines;
      return { answer: logPage(run, await runs.lines(run.id, keptLines), before), subject: run.templateRef };
    },
  };
}

/** As many of the lines before that one as fit into a message, the latest of them. */
function logPage(run: Run, lines: readonly RunLine[], before: number): Card {
  const told = lines.slice(0, Math.max(0, before)).map(({ at, stepId, text }) => `${timeOf(at)} ${stepId}: ${text}`);
  let start = told.length;
  for (let room = shownCharacters; start > 0; start -= 1) {
    room -= told[start - 1]?.length ?? 0;
    if (room < 0 && start < told.length) break;
  }
  const isAll = start === 0 && told.length === lines.length;
  const which = isAll ? counted(lines.length, 'line') : `lines ${start + 1} to ${told.length} of ${lines.length}`;
  return {
    kind: 'card',
    title: [
      'Log of ',
      { kind: 'strong', text: run.templateTitle },
      lines.length === 0 ? ': nothing so far' : `: ${which}`,
    ],
    lines: told.slice(start).map((text): Line => ({ kind: 'code', text })),
    fields: [],
    buttons: start === 0 ? [] : [{ label: 'Earlier lines', press: logPress(run.id, start) }],
  };
}

const timeOf = (at: Date): string => at.toISOString().slice(11, 19);
