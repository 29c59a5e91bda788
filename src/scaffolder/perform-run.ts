import { rm } from 'node:fs/promises';
import { explainFailure } from '#callboard/core/explain-failure.ts';
import type { ActionCall, JsonObject } from './action.ts';
import { type PlannedStep, planRun } from './plan-run.ts';
import { renderOutput } from './render-output.ts';
import { hasEnded, type Run, type RunStatus, type RunStep, withStep } from './run.ts';
import type { RunStore } from './run-store.ts';
import { inspect, lookAhead, scopeOf, type StepContext, takeStep } from './take-step.ts';
import { readTemplate } from './template.ts';
import { inputScope } from './template-scope.ts';
import { openWorkspace } from './workspace.ts';

export interface PerformContext extends StepContext {
  readonly runs: Pick<RunStore, 'putStep' | 'putStatus'>;
  /** Tells where the run stands, after each change. */
  readonly say: (run: Run) => Promise<void>;
  readonly now: () => Date;
  readonly newId: () => string;
}

type Outcome<Value> =
  | { readonly kind: 'fine'; readonly value: Value }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Takes a run's steps one by one, from the first that is not done, writing each before and after. A step that was
 * running when the process died is taken again. After a failed one only those are taken that ask for it.
 * @returns the run as it stands: ended, unless the signal stopped it between steps or within one
 * @throws what the store throws; the run then goes on when it is performed again
 */
export async function performRun(stored: Run, context: PerformContext, signal: AbortSignal): Promise<Run> {
  if (hasEnded(stored)) return leave(stored, context);
  const opened = await openWorkspace(stored, context);
  let run = await putStatus(opened, 'running', {}, context);
  const plan = await attempt(async () => {
    const template = readTemplate(stored.template);
    const { actions, secrets, environment } = context;
    const scope = scopeOf(template, stored, context);
    const steps = planRun({ template, actions, scope, inputScope: inputScope(scope, secrets, environment) });
    return { template, steps };
  });
  if (plan.kind === 'failed') return fail(run, firstOpen(run), plan.error, context);
  const { template, steps } = plan.value;

  // Later the answer would be this run's own doing.
  for (const planned of stored.status === 'waiting' ? steps : []) {
    const looked = await attempt(() => lookAhead(run, planned, context, signal));
    if (looked.kind === 'fine') continue;
    return signal.aborted ? run : fail(run, rowOf(run, planned.step.id), looked.error, context);
  }
  for (const planned of steps) {
    const row = rowOf(run, planned.step.id);
    if (isSettled(row) || (hasFailed(run) && !planned.step.asksForStatus)) continue;
    if (signal.aborted) return run;
    if (row.status === 'waiting' && planned === firstOutside(steps)) {
      for (const each of steps) {
        const inspected = await attempt(() => inspect(each, context));
        if (inspected.kind === 'failed') return fail(run, rowOf(run, each.step.id), inspected.error, context);
      }
    }
    run = await putStep(run, { ...row, status: 'running', message: undefined }, context);
    const keepCalls = async (calls: readonly ActionCall[]): Promise<void> => {
      const step = { ...rowOf(run, row.id), calls };
      await context.runs.putStep(run.id, step);
      run = withStep(run, step);
    };
    const taken = await attempt(() => takeStep(run, template, planned, keepCalls, context, signal));
    const begun = rowOf(run, row.id);
    if (taken.kind === 'fine') run = await putStep(run, { ...begun, ...taken.value }, context);
    else if (signal.aborted) return run;
    else run = await failStep(run, begun, taken.error, context);
  }
  if (hasFailed(run)) return leave(await putStatus(run, 'failed', {}, context), context);
  const output = await attempt(async () => renderOutput(template, scopeOf(template, run, context)));
  if (output.kind === 'failed') return fail(run, rowOf(run, steps.at(-1)?.step.id), output.error, context);
  return leave(await putStatus(run, 'done', output.value, context), context);
}

/** Ends the run at a step, which says why. */
async function fail(run: Run, row: RunStep, error: unknown, context: PerformContext): Promise<Run> {
  const failed = await failStep(run, row, error, context);
  return leave(await putStatus(failed, 'failed', {}, context), context);
}

async function failStep(run: Run, row: RunStep, error: unknown, context: PerformContext): Promise<Run> {
  const { message, hint } = explainFailure(error, context.newId, (faultId) =>
    context.logger.error({ error, faultId, run: run.id, step: row.id }, 'a step of a run failed'),
  );
  const told = hint === undefined ? message : `${message} ${hint}`;
  return putStep(run, { ...row, status: 'failed', message: told }, context);
}

const hasFailed = ({ steps }: Run): boolean => steps.some(({ status }) => status === 'failed');
const isSettled = ({ status }: RunStep): boolean => status === 'done' || status === 'skipped' || status === 'failed';

/** Tells the end and clears the run's folder away; twice does no harm. */
async function leave(run: Run, context: PerformContext): Promise<Run> {
  await context.say(run);
  if (!context.isDry) await rm(context.workspace, { recursive: true, force: true });
  return run;
}

async function putStatus(run: Run, status: RunStatus, output: JsonObject, context: PerformContext): Promise<Run> {
  const endedAt = status === 'running' ? undefined : context.now();
  await context.runs.putStatus(run.id, status, output, endedAt);
  const changed: Run = { ...run, status, output, endedAt };
  if (!endedAt) await context.say(changed);
  return changed;
}

async function putStep(run: Run, step: RunStep, context: PerformContext): Promise<Run> {
  await context.runs.putStep(run.id, step);
  const changed = withStep(run, step);
  await context.say(changed);
  return changed;
}

async function attempt<Value>(work: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { kind: 'fine', value: await work() };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

const firstOutside = (steps: readonly PlannedStep[]): PlannedStep | undefined =>
  steps.find(({ action, isTaken }) => action.effect === 'outside' && isTaken !== false);

function rowOf(run: Run, stepId: string | undefined): RunStep {
  const row = run.steps.find(({ id }) => id === stepId);
  if (!row) throw new Error(`the run ${run.id} has no step ${stepId}`);
  return row;
}

function firstOpen(run: Run): RunStep {
  const open = run.steps.find((row) => !isSettled(row));
  return open ?? rowOf(run, run.steps.at(-1)?.id);
}
