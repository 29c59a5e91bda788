import type { JsonObject } from './action.ts';
import type { Decision, Run, RunLine, RunStatus, RunStep } from './run.ts';

/** What changes as a run comes to stand otherwise; what is left out stays. */
export interface RunChange {
  readonly status: RunStatus;
  /** Null takes it away. */
  readonly message?: string | null;
  readonly output?: JsonObject;
  readonly startedAt?: Date;
  readonly endedAt?: Date | null;
  /** Sealed, by name. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Written with it. */
  readonly steps?: readonly RunStep[];
}

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
  /** All runs that are done, newest first, in batches. */
  readonly done: () => AsyncIterable<readonly Run[]>;
  readonly statusOf: (runId: string) => Promise<RunStatus | undefined>;
  /** Writes one step's status, output, calls and message. */
  readonly putStep: (runId: string, step: RunStep) => Promise<void>;
  /**
   * Changes a run that stands as one of `from` says, in one transaction.
   * @returns whether it did: of several at once that it could be only one for, one is told so
   */
  readonly move: (runId: string, from: readonly RunStatus[], change: RunChange) => Promise<boolean>;
  /** Keeps lines, and of all that the run has the latest `limit`. */
  readonly addLines: (runId: string, lines: readonly RunLine[], limit: number) => Promise<void>;
  /** The latest lines, oldest first. */
  readonly lines: (runId: string, limit: number) => Promise<readonly RunLine[]>;
  /** Keeps what somebody decided. @returns false if they have decided already, which stands */
  readonly decide: (runId: string, decision: Decision) => Promise<boolean>;
  /** Oldest first. */
  readonly decisions: (runId: string) => Promise<readonly Decision[]>;
}
