import type { JsonObject } from './action.ts';
import type { Run, RunStatus, RunStep } from './run.ts';

/** What the scaffolder asks of the store. */
export interface RunStore {
  /** @returns false if there is a run with that id already, which is left as it is */
  readonly create: (run: Run) => Promise<boolean>;
  readonly get: (runId: string) => Promise<Run | undefined>;
  /** The latest runs, newest first; those of one asker where given. */
  readonly latest: (
    limit: number,
    by?: { readonly surface: string; readonly personId: string },
  ) => Promise<readonly Run[]>;
  /** Writes one step's status, output and message. */
  readonly putStep: (runId: string, step: RunStep) => Promise<void>;
  readonly putStatus: (
    runId: string,
    status: RunStatus,
    output: JsonObject,
    endedAt: Date | undefined,
  ) => Promise<void>;
}
