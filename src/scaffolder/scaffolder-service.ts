import type { Left } from './action.ts';
import { type CheckedTemplate, checkTemplates } from './check/check-templates.ts';
import { createNow, type CreateRequest, type CreateResult } from './create-now.ts';
import { type ActionDescription, describeActions } from './describe-actions.ts';
import { findLeft, findTimeoutMs } from './find-left.ts';
import { findRun } from './find-run.ts';
import { findStale, type StaleThings } from './find-stale.ts';
import { proposeNow } from './proposal-work.ts';
import type { ProposedUpdate } from './propose-update.ts';
import type { Run, RunLine } from './run.ts';
import { keptLines } from './run-log.ts';
import type { Scaffolder } from './scaffolder.ts';
import { undoNow } from './undo-now.ts';

const listedRuns = 20;

/** What the command line asks of the scaffolder. */
export interface ScaffolderService {
  /** See {@link createNow}. @throws Refusal as that does */
  readonly create: (request: CreateRequest, signal?: AbortSignal) => Promise<CreateResult>;
  /** Newest first. */
  readonly latestRuns: () => Promise<readonly Run[]>;
  /** The run of an id, or of the beginning of one, with what its steps logged. @throws Refusal where there is none */
  readonly runWithLog: (id: string) => Promise<{ readonly run: Run; readonly lines: readonly RunLine[] }>;
  /** What runs made from older versions of their templates. */
  readonly stale: () => Promise<StaleThings>;
  /**
   * Proposes what has changed in the template of a run to what it made.
   * @param id of the run, or the beginning of it
   * @throws Refusal as {@link proposeUpdate}
   */
  readonly propose: (id: string, signal?: AbortSignal) => Promise<{ readonly run: Run } & ProposedUpdate>;
  /** The run of an id, or of the beginning of one, with what it has left. @throws Refusal where there is none */
  readonly runWithLeft: (id: string) => Promise<{ readonly run: Run; readonly left: readonly Left[] }>;
  /** Takes away what a run has left. @throws Refusal as {@link undoNow} */
  readonly undo: (id: string, signal?: AbortSignal) => Promise<Run>;
  /** See {@link checkTemplates}. */
  readonly check: (paths: readonly string[], folder: string) => Promise<readonly CheckedTemplate[]>;
  /** What the steps of templates can do, by name. */
  readonly actions: () => readonly ActionDescription[];
}

/** The service on what the plugin was set up with. */
export function createService(scaffolder: () => Scaffolder): ScaffolderService {
  return {
    actions: () => describeActions(scaffolder()),
    check: (paths, folder) => checkTemplates(scaffolder(), paths, folder),
    create: (request, signal = new AbortController().signal) => createNow(scaffolder(), request, signal),
    propose: async (id, signal = new AbortController().signal) => {
      const run = await findRun(scaffolder().runs, id);
      return { run, ...(await proposeNow(scaffolder(), run, signal)) };
    },
    runWithLeft: async (id) => {
      const { context, runs } = scaffolder();
      const run = await findRun(runs, id);
      const finding = { ...scaffolder(), logger: context.logger };
      return { run, left: await findLeft(run, finding, AbortSignal.timeout(findTimeoutMs)) };
    },
    undo: async (id, signal = new AbortController().signal) => {
      const run = await findRun(scaffolder().runs, id);
      return undoNow(scaffolder(), run, signal);
    },
    stale: () => findStale(scaffolder()),
    latestRuns: () => scaffolder().runs.latest(listedRuns),
    runWithLog: async (id) => {
      const { runs } = scaffolder();
      const run = await findRun(runs, id);
      return { run, lines: await runs.lines(run.id, keptLines) };
    },
  };
}
