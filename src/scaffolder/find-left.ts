import { explainFailure } from '#callboard/core/explain-failure.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Action, ActionCall, Left } from './action.ts';
import type { Run, RunStep } from './run.ts';
import type { RunStore } from './run-store.ts';

/** How long looking for what a run left may take: somebody waits for the list, or for its end. */
export const findTimeoutMs = 20_000;

/** One call of a run that may have made something, the step that it is of, and the action. */
interface StepCall {
  readonly step: RunStep;
  readonly call: ActionCall;
  readonly action: Action | undefined;
}

export interface FindContext {
  readonly actions: ReadonlyMap<string, Action>;
  readonly newId: () => string;
  readonly logger: Logger;
}

/** The calls of a run's actions that make something outside, the latest first: the order in which they are undone. */
export function callsOf({ steps }: Pick<Run, 'steps'>, actions: FindContext['actions']): readonly StepCall[] {
  return steps
    .flatMap((step) => step.calls.map((call) => ({ step, call, action: actions.get(step.action) })))
    .toReversed();
}

/** Looks for what a run has left outside, the latest first. It changes nothing. */
export async function findLeft(run: Run, context: FindContext, signal: AbortSignal): Promise<readonly Left[]> {
  const found: Left[] = [];
  for (const each of callsOf(run, context.actions)) found.push(await leftBy(each, run.id, context, signal));
  return found;
}

/**
 * Looks for what a run that comes to no good end has left, and keeps it with its calls, so that its message can list it.
 * @returns the run with that
 */
export async function keepLeft(
  run: Run,
  context: FindContext & { readonly runs: Pick<RunStore, 'putStep'> },
  signal: AbortSignal,
): Promise<Run> {
  const steps: RunStep[] = [];
  for (const step of run.steps) {
    const action = context.actions.get(step.action);
    const calls: ActionCall[] = [];
    for (const call of step.calls) {
      calls.push({ ...call, left: await leftBy({ step, call, action }, run.id, context, signal) });
    }
    const looked = { ...step, calls };
    if (calls.length > 0) await context.runs.putStep(run.id, looked);
    steps.push(looked);
  }
  return { ...run, steps };
}

async function leftBy(
  { step, call, action }: StepCall,
  runId: string,
  { newId, logger }: FindContext,
  signal: AbortSignal,
): Promise<Left> {
  const what = `what the step "${step.name}" (${step.action}) did`;
  if (!action) return { kind: 'irrevocable', what, reason: `No plugin provides ${step.action} any more.` };
  // One that failed has told so itself.
  if (!action.made)
    return call.output ? { kind: 'irrevocable', what, reason: 'It can not be taken back.' } : { kind: 'nothing' };
  try {
    const made = await action.made.find({ ...call, runId, signal });
    if (made) return { kind: 'found', made };
    if (call.isAbandoned !== true) return { kind: 'nothing' };
    return { kind: 'unknown', what, reason: 'It did not stop when it was told to.' };
  } catch (error) {
    const { message } = explainFailure(error, newId, (faultId) =>
      logger.error({ error, faultId, run: runId }, 'what a run made could not be looked for'),
    );
    return { kind: 'unknown', what, reason: message };
  }
}
