import { explainFailure } from '#callboard/core/explain-failure.ts';
import { callsOf } from './find-left.ts';
import { type Run, withStep } from './run.ts';
import { sayProgress, type Scaffolder } from './scaffolder.ts';

/** How long taking one thing away may take. */
const undoTimeoutMs = 60_000;

/**
 * Takes away what a run made outside, the latest first. Of what can't be taken away the run keeps the reason, and goes
 * on with the next. Each that is gone is forgotten at once, so that it goes on from there after a crash.
 * @returns the run as it stands: undone, or failed again where something is left
 */
export async function undoRun(scaffolder: Scaffolder, undoing: Run, signal: AbortSignal): Promise<Run> {
  const { runs, actions, context, newId } = scaffolder;
  const reasons: string[] = [];
  const notes: string[] = [];
  let run = undoing;
  for (const { step, call, action } of callsOf(run, actions)) {
    if (signal.aborted) return run;
    try {
      const bounded = AbortSignal.any([signal, AbortSignal.timeout(undoTimeoutMs)]);
      if (action?.made) await action.made.undo({ ...call, runId: run.id, signal: bounded });
      else notes.push(`What the step "${step.name}" (${step.action}) did can not be taken back.`);
      const now = run.steps.find(({ id }) => id === step.id) ?? step;
      const forgotten = { ...now, calls: now.calls.filter((each) => each !== call) };
      await runs.putStep(run.id, forgotten);
      run = withStep(run, forgotten);
    } catch (error) {
      if (signal.aborted) return run;
      const { message, hint } = explainFailure(error, newId, (faultId) =>
        context.logger.error({ error, faultId, run: run.id }, 'what a run made could not be taken away'),
      );
      reasons.push(hint === undefined ? message : `${message} ${hint}`);
    }
  }
  const change =
    reasons.length > 0
      ? ({ status: 'failed', message: `Not all of it could be undone. ${[...reasons, ...notes].join(' ')}` } as const)
      : ({ status: 'undone', message: [run.message, ...notes].flatMap((text) => text ?? []).join(' ') } as const);
  await runs.move(run.id, ['undoing'], { ...change, endedAt: context.now() });
  const ended = { ...run, ...change };
  await sayProgress(scaffolder, ended);
  return ended;
}
