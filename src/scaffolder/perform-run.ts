import { mkdir, rm } from 'node:fs/promises';
import { explainFailure } from '#callboard/core/explain-failure.ts';
import { isRefusal, Refusal } from '#callboard/core/refusal.ts';
import type { ActionCall } from './action.ts';
import { explainDiskFailure } from './explain-disk-failure.ts';
import { findTimeoutMs, keepLeft } from './find-left.ts';
import { inTime } from './in-time.ts';
import { type PlannedStep, planRun } from './plan-run.ts';
import { renderOutput } from './render-output.ts';
import { forgotten, hasEnded, type Run, type RunStatus, type RunStep, withStep } from './run.ts';
import type { RunLimits } from './run-limits.ts';
import type { RunLog } from './run-log.ts';
import type { RunChange, RunStore } from './run-store.ts';
import { inspect, lookAhead, scopeOf, type StepContext, takeStep } from './take-step.ts';
import { readTemplate } from './template.ts';
import type { TemplateLanguages } from './template-languages.ts';
import { inputScope } from './template-scope.ts';
import { openWorkspace } from './workspace.ts';

export interface PerformContext extends StepContext {
  readonly runs: Pick<RunStore, 'putStep' | 'move'>;
  /** Tells where the run stands, after each change. */
  readonly say: (run: Run) => Promise<void>;
  readonly log: RunLog;
  readonly limits: RunLimits;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly languages: TemplateLanguages;
}

type Outcome<Value> =
  | { readonly kind: 'fine'; readonly value: Value }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Takes a run's steps one by one, from the first that is not done, writing each before and after. A step that was
 * running when the process died is taken again. After a failed one only those are taken that ask for it.
 * @param signal one whose reason is a Refusal ends the run with it; any other leaves it as it stands, for another
 *   instance
 * @returns the run as it stands: ended, unless the signal stopped it between steps or within one
 * @throws what the store throws; the run then goes on when it is performed again
 */
export async function performRun(stored: Run, context: PerformContext, signal: AbortSignal): Promise<Run> {
  if (hasEnded(stored)) return leave(stored, context);
  const opened = await attempt(() => openWorkspace(stored, context));
  if (opened.kind === 'failed') return fail(stored, firstOpen(stored), explainDiskFailure(opened.error), context);
  let run = await begin(opened.value, context);
  const plan = await attempt(async () => {
    const template = readTemplate(stored.template, context.languages);
    const { actions, secrets, environment } = context;
    const scope = scopeOf(template, stored, context);
    const steps = planRun({ template, actions, scope, inputScope: inputScope(scope, secrets, environment) });
    return { template, steps };
  });
  if (plan.kind === 'failed') return fail(run, firstOpen(run), plan.error, context);
  const { template, steps } = plan.value;

  for (const planned of steps) {
    // What a step may have made already, it would find.
    const row = rowOf(run, planned.step.id);
    if (row.status !== 'waiting' || row.calls.length > 0) continue;
    const looked = await attempt(() => lookAhead(run, planned, context, signal));
    if (looked.kind === 'fine') continue;
    return stopOrFail(run, row, looked.error, context, signal);
  }
  for (const planned of steps) {
    const row = rowOf(run, planned.step.id);
    if (isSettled(row) || (hasFailed(run) && !planned.step.asksForStatus)) continue;
    if (signal.aborted) return stopOrFail(run, row, signal.reason, context, signal);
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
    const logger = context.log.of(row.id);
    let isAbandoned = true;
    const taken = await attempt(() => {
      const work = (bounded: AbortSignal) =>
        takeStep(run, template, planned, keepCalls, { ...context, logger }, bounded).finally(() => {
          isAbandoned = false;
        });
      return inTime(work, { what: `The step "${row.name}"`, ms: context.limits.stepMs }, signal);
    });
    const begun = isAbandoned ? withAbandonedCall(rowOf(run, row.id)) : rowOf(run, row.id);
    if (taken.kind === 'fine') run = await putStep(run, { ...begun, ...taken.value }, context);
    else if (signal.aborted) return stopOrFail(run, begun, taken.error, context, signal);
    else {
      const error = explainDiskFailure(taken.error);
      if (isRefusal(error, ['disk-full'])) await makeRoom(context);
      run = await failStep(run, begun, error, context);
    }
  }
  if (hasFailed(run)) return end(run, { status: 'failed', output: {} }, context);
  const output = await attempt(async () => renderOutput(template, scopeOf(template, run, context)));
  if (output.kind === 'failed') return fail(run, rowOf(run, steps.at(-1)?.step.id), output.error, context);
  return end(run, { status: 'done', output: output.value }, context);
}

/** Where another instance is to go on, the run stays as it stands. */
async function stopOrFail(
  run: Run,
  row: RunStep,
  error: unknown,
  context: PerformContext,
  signal: AbortSignal,
): Promise<Run> {
  if (!signal.aborted) return fail(run, row, error, context);
  return signal.reason instanceof Refusal ? fail(run, row, signal.reason, context) : run;
}

/** Ends the run at a step, which says why. */
async function fail(run: Run, row: RunStep, error: unknown, context: PerformContext): Promise<Run> {
  const isCancelled = error instanceof Refusal && error.code === 'run-cancelled';
  const failed = await failStep(run, row, error, context);
  return end(failed, { status: isCancelled ? 'cancelled' : 'failed', output: {} }, context);
}

async function failStep(run: Run, row: RunStep, error: unknown, context: PerformContext): Promise<Run> {
  const { message, hint } = explainFailure(error, context.newId, (faultId) =>
    context.log.of(row.id).error({ error: context.mask(describe(error)), faultId }, 'a step of the run failed'),
  );
  const told = context.mask(hint === undefined ? message : `${message} ${hint}`);
  context.log.add(row.id, told);
  return putStep(run, { ...row, status: 'failed', message: told }, context);
}

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const hasFailed = ({ steps }: Run): boolean => steps.some(({ status }) => status === 'failed');
const isSettled = ({ status }: RunStep): boolean => status === 'done' || status === 'skipped' || status === 'failed';

const notEnded: readonly RunStatus[] = ['waiting', 'running', 'cancelling'];

async function begin(run: Run, context: PerformContext): Promise<Run> {
  const startedAt = run.startedAt ?? context.now();
  // One that is being cancelled stays so: its signal is given within a second.
  await context.runs.move(run.id, ['waiting', 'running'], { status: 'running', startedAt });
  const begun: Run = { ...run, status: 'running', startedAt };
  await context.say(begun);
  return begun;
}

const withAbandonedCall = (step: RunStep): RunStep => ({
  ...step,
  calls: step.calls.map((call) => (call.output ? call : { ...call, isAbandoned: true })),
});

/** Its secrets go with its end. What it left where it did not come to a good one is looked for. */
async function end(ending: Run, change: Pick<Run, 'output'> & RunChange, context: PerformContext): Promise<Run> {
  const isGood = change.status === 'done' || context.isDry;
  const run = isGood ? ending : await keepLeft(ending, context, AbortSignal.timeout(findTimeoutMs));
  const endedAt = context.now();
  await context.log.flush();
  const secrets = forgotten(run.secrets);
  await context.runs.move(run.id, notEnded, { ...change, endedAt, secrets });
  return leave({ ...run, status: change.status, output: change.output, endedAt, secrets }, context);
}

/** What the run has written goes at once: the database may be on the same disk, and could not keep that it failed. */
async function makeRoom({ isDry, workspace }: PerformContext): Promise<void> {
  if (isDry) return;
  await rm(workspace, { recursive: true, force: true });
  await mkdir(workspace);
}

/** Tells the end and clears the run's folder away; twice does no harm. */
async function leave(run: Run, context: PerformContext): Promise<Run> {
  if (!context.isDry) await rm(context.workspace, { recursive: true, force: true });
  await context.say(run);
  return run;
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
