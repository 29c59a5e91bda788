import type { Answer } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { textOf } from './json-object.ts';
import { quote } from './quote.ts';
import type { Run } from './run.ts';
import { runProgress } from './run-progress.ts';
import type { RunStore } from './run-store.ts';

const listedCount = 10;
/** How far back a shortened id is looked for. */
const searchedCount = 200;
/** Characters of an id that are shown, and that name it well enough. */
const shownIdLength = 8;

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
      if (which === undefined || which === '')
        return { answer: listRuns(await runs.latest(listedCount), 'Latest runs') };
      if (which === 'mine' || which === 'my') {
        return { answer: listRuns(await runs.latest(listedCount, asker), 'Your latest runs') };
      }
      const run = (await runs.get(which)) ?? (await findByShortId(runs, which));
      return { answer: showRun(run), subject: run.templateRef };
    },
  };
}

async function findByShortId(runs: RunStore, shortId: string): Promise<Run> {
  const latest = await runs.latest(searchedCount);
  const found = shortId.length < 4 ? undefined : latest.find(({ id }) => id.startsWith(shortId));
  if (found) return found;
  throw new Refusal(`There is no run ${quote(shortId)}.`, {
    code: 'no-such-run',
    hint: 'Ask for runs to see the latest.',
  });
}

function listRuns(found: readonly Run[], title: string): Answer {
  return {
    kind: 'list',
    title: found.length > 0 ? title : `${title}: none yet`,
    items: found.map((run) => ({
      title: [{ kind: 'strong', text: run.templateTitle }, ` · ${run.status}`],
      detail: [...summary(run), ' · ', { kind: 'code', text: `runs ${run.id.slice(0, shownIdLength)}` }],
    })),
    omitted: 0,
    buttons: [],
  };
}

function showRun(run: Run): Answer {
  const progress = runProgress(run);
  return { ...progress, lines: [summary(run), ...progress.lines] };
}

function summary({ asker, createdAt, values }: Run): readonly string[] {
  const name = textOf(values['name']);
  const when = `${createdAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return [[name, nameOf(asker), when].filter((part) => part !== undefined).join(' · ')];
}

const nameOf = ({ name, personId }: Asker): string => `by ${name ?? personId}`;
