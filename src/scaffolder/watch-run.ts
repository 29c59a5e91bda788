import { Refusal } from '#callboard/core/refusal.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import { tookTooLong } from './in-time.ts';
import type { Run } from './run.ts';
import type { RunLimits } from './run-limits.ts';
import type { RunStore } from './run-store.ts';

/** How soon a run stops on this instance that was cancelled on another. */
const lookMs = 1000;

export interface WatchContext {
  readonly runs: Pick<RunStore, 'statusOf'>;
  readonly limits: RunLimits;
  readonly now: () => Date;
  readonly logger: Logger;
}

/** What stops a run from outside; its signal's reason is a Refusal. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly stop: () => void;
}

/** Watches whether a run is cancelled, on whichever instance, and whether it takes longer than it may. */
export function watchRun(run: Run, { runs, limits, now, logger }: WatchContext): Watch {
  const stopping = new AbortController();
  const look = async (): Promise<void> => {
    try {
      if ((await runs.statusOf(run.id)) === 'cancelling') stopping.abort(cancelled());
    } catch (error) {
      logger.warn({ error, run: run.id }, 'whether a run was cancelled could not be read');
    }
  };
  if (run.status === 'cancelling') stopping.abort(cancelled());
  const looking = setInterval(() => void look(), lookMs);
  const leftMs = limits.runMs - (now().getTime() - (run.startedAt ?? now()).getTime());
  const late = setTimeout(() => stopping.abort(tookTooLong('The run', limits.runMs)), Math.max(0, leftMs));
  return {
    signal: stopping.signal,
    stop: () => {
      clearInterval(looking);
      clearTimeout(late);
    },
  };
}

/** Why the step that a run was at ended. */
const cancelled = (): Refusal => new Refusal('Stopped, since the run was cancelled.', { code: 'run-cancelled' });
