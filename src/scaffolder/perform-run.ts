import { mkdir, rm } from 'node:fs/promises';
import { isRefusal } from '#callboard/core/refusal.ts';
import type { ActionCall } from './action.ts';
import { endRun, tellEnd } from './end-run.ts';
import { explainDiskFailure } from './explain-disk-failure.ts';
import { failRun, failStep, stopOrFail } from './fail-run.ts';
import { inTime } from './in-time.ts';
import type { PerformContext } from './perform-context.ts';
import { type PlannedStep, planRun } from './plan-run.ts';
import { putStep } from './put-step.ts';
import { renderOutput } from './render-output.ts';
import { hasEnded, type Run, type RunStep, withStep } from './run.ts';
import { inspect, lookAhead, scopeOf, takeStep } from './take-step.ts';
import { readTemplate } from './template.ts';
import { inputScope } from './template-scope.ts';
import { openWorkspace } from './workspace.ts';

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
  if (hasEnded(stored)) return tellEnd(stored, context);
  const opened = await attempt(() => openWorkspace(stored, context));
  if (opened.kind === 'failed') return failRun(stored, firstOpen(stored), explainDiskFailure(opened.error), context);
  let run = await begin(opened.value, context);
  const plan = await attempt(async () => {
    const template = readTemplate(stored.template, context.languages);
    const { actions, secrets, environment } = context;
    const scope = scopeOf(template, stored, context);
    const steps = planRun({ template, actions, scope, inputScope: inputScope(scope, secrets, environment) });
    return { template, steps };
  });
  if (plan.kind === 'failed') return failRun(run, firstOpen(run), plan.error, context);
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
        if (inspected.kind === 'failed') return failRun(run, rowOf(run, each.step.id), inspected.error, context);
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
  if (hasFailed(run)) return endRun(run, { status: 'failed', output: {} }, context);
  const output = await attempt(async () => renderOutput(template, scopeOf(template, run, context)));
  if (output.kind === 'failed') return failRun(run, rowOf(run, steps.at(-1)?.step.id), output.error, context);
  return endRun(run, { status: 'done', output: output.value }, context);
}

const hasFailed = ({ steps }: Run): boolean => steps.some(({ status }) => status === 'failed');
const isSettled = ({ status }: RunStep): boolean => status === 'done' || status === 'skipped' || status === 'failed';

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

/** What the run has written goes at once: the database may be on the same disk, and could not keep that it failed. */
async function makeRoom({ isDry, workspace }: PerformContext): Promise<void> {
  if (isDry) return;
  await rm(workspace, { recursive: true, force: true });
  await mkdir(workspace);
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
