import type { Line, List, Progress } from '#callboard/core/answers/answer.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import { textOf } from './json-object.ts';
import type { Run, RunLine } from './run.ts';
import { runProgress } from './run-progress.ts';

/** Characters of an id that are shown, and that name it well enough. */
const shownIdLength = 8;

/** Several runs, a line or two each. */
export function listOfRuns(found: readonly Run[], title: string): List {
  return {
    kind: 'list',
    title: found.length > 0 ? title : `${title}: none yet`,
    items: found.map((run) => ({
      title: [{ kind: 'strong', text: run.templateTitle }, ` · ${run.status}`],
      detail: [summary(run), ' · ', { kind: 'code', text: `runs ${run.id.slice(0, shownIdLength)}` }],
    })),
    omitted: 0,
    buttons: [],
  };
}

/** One run with its steps, and what they logged. */
export function detailsOfRun(run: Run, log: readonly RunLine[]): Progress {
  const progress = runProgress(run);
  const logged = log.map(({ at, stepId, text }): Line => ({ kind: 'code', text: `${timeOf(at)} ${stepId}: ${text}` }));
  const commit = run.templateCommit === undefined ? [] : [`Template at commit ${run.templateCommit.slice(0, 12)}`];
  return { ...progress, lines: [summary(run), ...commit, ...progress.lines, ...logged] };
}

function summary({ asker, createdAt, values }: Run): string {
  const when = `${createdAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return [textOf(values['name']), nameOf(asker), when].filter((part) => part !== undefined).join(' · ');
}

const nameOf = ({ name, personId }: Asker): string => `by ${name ?? personId}`;

const timeOf = (at: Date): string => at.toISOString().slice(11, 19);
