import { access } from 'node:fs/promises';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { WorkItem } from '#callboard/core/work/work.ts';
import { findTimeoutMs, keepLeft } from './find-left.ts';
import { loadTemplate } from './find-template.ts';
import { textOf } from './json-object.ts';
import { forgotten, hasEnded, type Run } from './run.ts';
import { performKeptRun, sayProgress, type Scaffolder } from './scaffolder.ts';
import { undoRun } from './undo-run.ts';

/** The kind of work that a run is. */
const runWorkKind = 'scaffolder.run';

/** The work of a run: of one run there is one at a time, so that one instance does it. */
export const workOfRun = (runId: string, dueAt: Date): WorkItem => ({
  key: `${runWorkKind}:${runId}`,
  kind: runWorkKind,
  payload: { run: runId },
  dueAt,
});

/** How often a run is begun that never comes to an end: its process dies, or what it needs of the database fails. */
const maximumAttempts = 10;

/** Performs runs, and undoes what they made, as work that survives a restart. */
export function handleRuns(scaffolder: Scaffolder): void {
  const { runs, context } = scaffolder;
  context.work.handle(runWorkKind, async ({ payload, attempts }, signal) => {
    const run = await runs.get((isJsonObject(payload) && textOf(payload['run'])) || '');
    if (!run || run.status === 'unapproved') return 'done';
    if (attempts > maximumAttempts && !hasEnded(run)) {
      context.logger.error({ run: run.id }, 'a run was given up');
      await endFailed(scaffolder, run, `It was begun ${maximumAttempts} times and never came to an end.`);
      return 'done';
    }
    const after = await goOn(scaffolder, run, signal);
    return hasEnded(after) ? 'done' : { dueAt: context.now() };
  });
}

/** Does what is to be done with a run as it stands. One that has ended only tells its end. */
async function goOn(scaffolder: Scaffolder, run: Run, signal: AbortSignal): Promise<Run> {
  if (run.status === 'undoing') return undoRun(scaffolder, run, signal);
  const atHand = hasEnded(run) ? run : await withTemplateFolder(scaffolder, run);
  const say = (now: Run, lines: Parameters<typeof sayProgress>[2]) => sayProgress(scaffolder, now, lines);
  try {
    return await performKeptRun(scaffolder, atHand, say, signal);
  } catch (error) {
    // Such as a secret that was sealed with another key: it would be so each time.
    if (error instanceof Refusal && !signal.aborted) return endFailed(scaffolder, run, error.message);
    throw error;
  }
}

async function endFailed(scaffolder: Scaffolder, run: Run, message: string): Promise<Run> {
  const { runs, context } = scaffolder;
  const looked = await keepLeft(run, { ...scaffolder, logger: context.logger }, AbortSignal.timeout(findTimeoutMs));
  const change = { status: 'failed', message, endedAt: context.now(), secrets: forgotten(run.secrets) } as const;
  await runs.move(run.id, [run.status], change);
  const failed = { ...looked, ...change };
  await sayProgress(scaffolder, failed);
  return failed;
}

/**
 * Another machine, or a later day, has the template's files in another place: the catalog knows where. Where nobody
 * does, the step that needs them ends the run.
 */
async function withTemplateFolder(scaffolder: Scaffolder, run: Run): Promise<Run> {
  const { catalog, context } = scaffolder;
  const isThere = await access(run.templateFolder).then(
    () => true,
    () => false,
  );
  const entry = isThere ? undefined : catalog.directory.get(run.templateRef);
  if (!entry) return run;
  try {
    return { ...run, templateFolder: (await loadTemplate(entry, scaffolder)).folder };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    context.logger.warn({ run: run.id, reason: error.message }, "a template's files were not found again");
    return run;
  }
}
