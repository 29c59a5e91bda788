import type { Command } from '#callboard/core/commands/command.ts';
import { whose } from '#callboard/core/commands/whose.ts';
import { findRun } from './find-run.ts';
import { textOf } from './json-object.ts';
import { detailsOfRun, listOfRuns } from './run-answers.ts';
import { findStale } from './find-stale.ts';
import { hasEnded, type Run } from './run.ts';
import type { Scaffolder } from './scaffolder.ts';
import { staleAnswer } from './stale-answer.ts';

const listedCount = 50;
/** How far back runs are looked through for those that are open. */
const lookedThrough = 100;
/** Lines of a run's log that a message has room for; the command line shows them all. */
const shownLines = 15;

/** The command that tells of the latest runs, of one, or of what was made from older versions of templates. */
export function runsCommand(scaffolder: Scaffolder): Command {
  const { runs } = scaffolder;
  return {
    name: 'runs',
    summary: 'Show the latest runs of templates, one with its steps, or what is made from old ones',
    parameters: [{ name: 'run', description: 'The id of a run, "mine", "open" or "stale"', isRequired: false }],
    examples: ['show my runs', 'runs'],
    phrases: [
      /^(?:show |list )?(?<run>my) runs$/i,
      /^(?:(?:show|list|what are)(?: me)?(?: the)? )?(?:latest |last |all )?runs$/i,
      /^(?:show )?(?:me )?(?:the )?run (?<run>[0-9a-z]+)$/i,
      /^runs (?<run>stale)$/i,
      /^(?:show |list )?(?:me )?(?:my )?(?<run>open) runs$/i,
    ],
    effect: 'reads',
    home: { run: 'open' },
    run: async (invocation) => {
      const { values, asker } = invocation;
      const which = textOf(values['run'])?.trim().toLowerCase();
      if (which === undefined || which === '') {
        return { answer: listOfRuns(await runs.latest(listedCount), 'Latest runs') };
      }
      if (which === 'mine' || which === 'my') {
        return { answer: listOfRuns(await runs.latest(listedCount, asker), whose('latest runs', invocation)) };
      }
      if (which === 'open') {
        const open = (await runs.latest(lookedThrough, asker)).filter(isOpen);
        return { answer: listOfRuns(open.slice(0, listedCount), whose('open runs', invocation)) };
      }
      if (which === 'stale') return { answer: staleAnswer(await findStale(scaffolder), listedCount) };
      const run = await findRun(runs, which);
      return { answer: detailsOfRun(run, await runs.lines(run.id, shownLines)), subject: run.templateRef };
    },
  };
}

/** Whether something is still to come of a run: one that failed waits for somebody to decide what becomes of it. */
const isOpen = (run: Run): boolean => !hasEnded(run) || run.status === 'failed';
