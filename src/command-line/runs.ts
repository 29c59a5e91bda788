import type { App } from '../app.ts';
import { lineText, toPlainText } from '../core/answers/plain-text.ts';
import { proposalAnswer } from '../scaffolder/proposal-answer.ts';
import { detailsOfRun, listOfRuns } from '../scaffolder/run-answers.ts';
import type { Run } from '../scaffolder/run.ts';
import { staleAnswer } from '../scaffolder/stale-answer.ts';
import { undoLines } from '../scaffolder/undo-lines.ts';
import type { Output } from './output.ts';

/** Prints the latest runs. @returns the exit code */
export async function runsList(app: App, output: Output): Promise<number> {
  const runs = await app.scaffolder.latestRuns();
  output.print(runs.map(shown), toPlainText(listOfRuns(runs, 'Latest runs')));
  return 0;
}

/** Prints one run with its log. @returns the exit code: 1 where it failed @throws Refusal where there is none */
export async function runsShow(app: App, id: string, output: Output): Promise<number> {
  const { run, lines } = await app.scaffolder.runWithLog(id);
  const log = lines.map(({ stepId, at, text }) => ({ step: stepId, at, text }));
  output.print({ ...shown(run), values: run.values, output: run.output, log }, toPlainText(detailsOfRun(run, lines)));
  return run.status === 'failed' ? 1 : 0;
}

/** Prints what was made from older versions of templates. @returns the exit code: 1 where anything was */
export async function runsStale(app: App, output: Output): Promise<number> {
  const stale = await app.scaffolder.stale();
  const things = stale.things.map(({ run, name, url, commit, change }) => ({
    made: name,
    url,
    run: run.id,
    template: run.templateRef,
    templateCommit: run.templateCommit,
    newestCommit: commit,
    change,
  }));
  output.print({ ...stale, things }, toPlainText(staleAnswer(stale, Infinity)));
  return things.length === 0 ? 0 : 1;
}

/** Proposes what has changed in a run's template. @returns the exit code: 1 where it does not go together @throws Refusal */
export async function runsPropose(app: App, id: string, output: Output): Promise<number> {
  const { run, proposed, leftOut } = await app.scaffolder.propose(id);
  output.print({ run: run.id, ...proposed, leftOut }, toPlainText(proposalAnswer({ proposed, leftOut }, run)));
  return proposed.kind === 'conflicts' ? 1 : 0;
}

/** Prints what undoing a run would take away. @returns the exit code @throws Refusal where there is no such run */
export async function runsLeft(app: App, id: string, output: Output): Promise<number> {
  const { run, left } = await app.scaffolder.runWithLeft(id);
  const lines = left.flatMap(undoLines).map(lineText);
  const text =
    lines.length === 0
      ? 'There is nothing that could be undone.'
      : [...lines, `To take away what goes: callboard runs undo ${run.id} --yes`].join('\n');
  output.print({ run: run.id, status: run.status, left }, text);
  return 0;
}

/** Takes away what a run made, and prints how it stands. @returns the exit code: 1 where something is left @throws Refusal */
export async function runsUndo(app: App, id: string, output: Output): Promise<number> {
  const run = await app.scaffolder.undo(id);
  output.print(shown(run), toPlainText(detailsOfRun(run, [])));
  return run.status === 'undone' ? 0 : 1;
}

const shown = ({ id, templateRef, templateCommit, status, message, asker, steps, createdAt, endedAt }: Run) => ({
  run: id,
  template: templateRef,
  templateCommit,
  status,
  message,
  asker,
  createdAt,
  endedAt,
  steps: steps.map(({ id: step, action, status: stepStatus, message: reason }) => ({
    id: step,
    action,
    status: stepStatus,
    message: reason,
  })),
});
