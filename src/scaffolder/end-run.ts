import { rm } from 'node:fs/promises';
import { findTimeoutMs, keepLeft } from './find-left.ts';
import type { PerformContext } from './perform-context.ts';
import { forgotten, type Run, type RunStatus } from './run.ts';
import type { RunChange } from './run-store.ts';

const notEnded: readonly RunStatus[] = ['waiting', 'running', 'cancelling'];

/**
 * Ends a run: its secrets go with that, and what it left where it did not come to a good end is looked for.
 * @returns the run as it stands then
 */
export async function endRun(
  ending: Run,
  change: Pick<Run, 'output'> & RunChange,
  context: PerformContext,
): Promise<Run> {
  const isGood = change.status === 'done' || context.isDry;
  const run = isGood ? ending : await keepLeft(ending, context, AbortSignal.timeout(findTimeoutMs));
  const endedAt = context.now();
  await context.log.flush();
  const secrets = forgotten(run.secrets);
  await context.runs.move(run.id, notEnded, { ...change, endedAt, secrets });
  return tellEnd({ ...run, status: change.status, output: change.output, endedAt, secrets }, context);
}

/** Tells the end and clears the run's folder away; twice does no harm. */
export async function tellEnd(run: Run, context: PerformContext): Promise<Run> {
  if (!context.isDry) await rm(context.workspace, { recursive: true, force: true });
  await context.say(run);
  return run;
}
