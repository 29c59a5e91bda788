import type { Line, List, Progress } from '#callboard/core/answers/answer.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import { textOf } from './json-object.ts';
import type { Run, RunLine } from './run.ts';
import { runProgress } from './run-progress.ts';
import { utcMinute } from './utc-minute.ts';

/** Characters of an id that are shown, and that name it well enough. */
const shownIdLength = 8;

/** Several runs, a line or two each. */
export function listOfRuns(found: readonly Run[], title: string): List {
  return {
    kind: 'list',
    title: found.length > 0 ? title : `${title}: none yet`,
    items: found.map((run) => ({
      title: [{ kind: 'strong', text: run.templateTitle }, ` · ${statusWord(run)}`],
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

/** Where it stands, in words. */
const statusWord = ({ status }: Run): string => {
  if (status === 'unapproved') return 'waiting for approval';
  return status === 'left' ? 'failed, left as it is' : status;
};

function summary({ asker, createdAt, values }: Run): string {
  return [textOf(values['name']), nameOf(asker), utcMinute(createdAt)].filter((part) => part !== undefined).join(' · ');
}

const nameOf = ({ name, personId }: Asker): string => `by ${name ?? personId}`;

const timeOf = (at: Date): string => at.toISOString().slice(11, 19);
