import type { Run } from './run.ts';
import type { RunLimits } from './run-limits.ts';
import type { RunLog } from './run-log.ts';
import type { RunStore } from './run-store.ts';
import type { StepContext } from './take-step.ts';
import type { TemplateLanguages } from './template-languages.ts';

/** What performing a run needs. */
export interface PerformContext extends StepContext {
  readonly runs: Pick<RunStore, 'putStep' | 'move'>;
  /** Tells where the run stands, after each change. */
  readonly say: (run: Run) => Promise<void>;
  readonly log: RunLog;
  readonly limits: RunLimits;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly languages: TemplateLanguages;
}
