import type { PerformContext } from './perform-context.ts';
import { type Run, type RunStep, withStep } from './run.ts';

/** Writes a step and tells where the run stands with it. @returns the run with that */
export async function putStep(run: Run, step: RunStep, context: PerformContext): Promise<Run> {
  await context.runs.putStep(run.id, step);
  const changed = withStep(run, step);
  await context.say(changed);
  return changed;
}
