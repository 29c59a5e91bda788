import { access } from 'node:fs/promises';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { loadTemplate } from './find-template.ts';
import { textOf } from './json-object.ts';
import { hasEnded, type Run } from './run.ts';
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
    // Performed again, a run that has ended only tells its end: nothing of its template is needed.
    const atHand = hasEnded(run) ? run : await withTemplateFolder(scaffolder, run);
    const performed = await performKeptRun(scaffolder, atHand, (now) => sayProgress(scaffolder, now), signal);
    return hasEnded(performed) ? 'done' : { dueAt: context.now() };
  });
}

/**
 * Another machine, or a later day, has the template's files in another place: the catalog knows where. Where nobody
 * does, the step that needs them ends the run.
 */
async function withTemplateFolder({ catalog, context }: Scaffolder, run: Run): Promise<Run> {
  const isThere = await access(run.templateFolder).then(
    () => true,
    () => false,
  );
  const entry = isThere ? undefined : catalog.directory.get(run.templateRef);
  if (!entry) return run;
  try {
    return { ...run, templateFolder: (await loadTemplate(entry, catalog)).folder };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    context.logger.warn({ run: run.id, reason: error.message }, "a template's files were not found again");
    return run;
  }
}
