import { abandonedAt } from './abandoned.ts';
import { type Run, stoppedStatuses } from './run.ts';
import { runMovedOn } from './run-moved-on.ts';
import { workOfRun } from './run-work.ts';
import type { Scaffolder } from './scaffolder.ts';
import { undoRun } from './undo-run.ts';

/**
 * Undoes a run for somebody who waits for it. An instance that serves goes on with it where this process is killed.
 * @throws Refusal where there is nothing to undo, or somebody was faster
 */
export async function undoNow(scaffolder: Scaffolder, run: Run, signal: AbortSignal): Promise<Run> {
  const { runs, context } = scaffolder;
  const change = { status: 'undoing', message: 'It was undone on the command line.', endedAt: null } as const;
  if (!(await runs.move(run.id, stoppedStatuses, change))) throw runMovedOn((await runs.get(run.id)) ?? run);
  await context.work.put(workOfRun(run.id, abandonedAt(context.now())));
  return undoRun(scaffolder, { ...run, ...change, endedAt: undefined }, signal);
}
