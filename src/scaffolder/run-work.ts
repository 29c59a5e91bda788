import { isJsonObject, textOf } from './json-object.ts';
import { hasEnded } from './run.ts';
import { performKeptRun, sayProgress, type Scaffolder } from './scaffolder.ts';

/** The kind of work that a run is. */
export const runWorkKind = 'scaffolder.run';

/** The key of a run's work: one run is done by one instance at a time. */
export const runWorkKey = (runId: string): string => `${runWorkKind}:${runId}`;

/** Performs runs as work that survives a restart. */
export function handleRuns(scaffolder: Scaffolder): void {
  const { context, runs } = scaffolder;
  context.work.handle(runWorkKind, async ({ payload }, signal) => {
    const run = await runs.get((isJsonObject(payload) && textOf(payload['run'])) || '');
    if (!run) return 'done';
    const performed = await performKeptRun(scaffolder, run, (now) => sayProgress(scaffolder, now), signal);
    return hasEnded(performed) ? 'done' : { dueAt: context.now() };
  });
}
