import type { App } from '../app.ts';
import { toPlainText } from '../core/answers/plain-text.ts';
import { proposalAnswer } from '../scaffolder/proposal-answer.ts';
import { detailsOfRun, listOfRuns } from '../scaffolder/run-answers.ts';
import type { Run } from '../scaffolder/run.ts';
import { staleAnswer } from '../scaffolder/stale-answer.ts';
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
  const { run, proposed } = await app.scaffolder.propose(id);
  output.print({ run: run.id, ...proposed }, toPlainText(proposalAnswer(proposed, run)));
  return proposed.kind === 'conflicts' ? 1 : 0;
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
