import { explainFailure } from '#callboard/core/explain-failure.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { endRun } from './end-run.ts';
import type { PerformContext } from './perform-context.ts';
import { putStep } from './put-step.ts';
import type { Run, RunStep } from './run.ts';

/** Ends a run at a step that was stopped; where another instance is to go on, the run stays as it stands. */
export async function stopOrFail(
  run: Run,
  row: RunStep,
  error: unknown,
  context: PerformContext,
  signal: AbortSignal,
): Promise<Run> {
  if (!signal.aborted) return failRun(run, row, error, context);
  return signal.reason instanceof Refusal ? failRun(run, row, signal.reason, context) : run;
}

/** Ends the run at a step, which says why. */
export async function failRun(run: Run, row: RunStep, error: unknown, context: PerformContext): Promise<Run> {
  const isCancelled = error instanceof Refusal && error.code === 'run-cancelled';
  const failed = await failStep(run, row, error, context);
  return endRun(failed, { status: isCancelled ? 'cancelled' : 'failed', output: {} }, context);
}

/** Writes that a step failed, and why. @returns the run with that */
export async function failStep(run: Run, row: RunStep, error: unknown, context: PerformContext): Promise<Run> {
  const { message, hint } = explainFailure(error, context.newId, (faultId) =>
    context.log.of(row.id).error({ error: context.mask(describe(error)), faultId }, 'a step of the run failed'),
  );
  const told = context.mask(hint === undefined ? message : `${message} ${hint}`);
  context.log.add(row.id, told);
  return putStep(run, { ...row, status: 'failed', message: told }, context);
}

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
