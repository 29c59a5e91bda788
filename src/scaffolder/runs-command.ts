import type { Command } from '#callboard/core/commands/command.ts';
import { findRun } from './find-run.ts';
import { textOf } from './json-object.ts';
import { detailsOfRun, listOfRuns } from './run-answers.ts';
import type { RunStore } from './run-store.ts';

const listedCount = 10;
/** Lines of a run's log that a message has room for; the command line shows them all. */
const shownLines = 15;

/** The command that tells of the latest runs, or of one. */
export function runsCommand(runs: RunStore): Command {
  return {
    name: 'runs',
    summary: 'Show the latest runs of templates, or one of them with its steps',
    parameters: [{ name: 'run', description: 'The id of a run, or "mine"', isRequired: false }],
    examples: ['show my runs', 'runs'],
    phrases: [
      /^(?:show |list )?(?<run>my) runs$/i,
      /^(?:(?:show|list|what are)(?: me)?(?: the)? )?(?:latest |last |all )?runs$/i,
      /^(?:show )?(?:me )?(?:the )?run (?<run>[0-9a-z]+)$/i,
    ],
    effect: 'reads',
    run: async ({ values, asker }) => {
      const which = textOf(values['run'])?.trim().toLowerCase();
      if (which === undefined || which === '') {
        return { answer: listOfRuns(await runs.latest(listedCount), 'Latest runs') };
      }
      if (which === 'mine' || which === 'my') {
        return { answer: listOfRuns(await runs.latest(listedCount, asker), 'Your latest runs') };
      }
      const run = await findRun(runs, which);
      return { answer: detailsOfRun(run, await runs.lines(run.id, shownLines)), subject: run.templateRef };
    },
  };
}
