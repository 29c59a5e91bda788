import { Refusal } from '#callboard/core/refusal.ts';
import type { CatalogStore, Source, SyncPlan } from './catalog-store.ts';
import { type PlannedSource, readAndPlan, type ReadAndPlanContext, sourceProblem } from './read-and-plan.ts';
import type { SyncReport } from './sync-report.ts';
import { createTurns } from './take-turns.ts';

export interface SyncContext extends ReadAndPlanContext {
  readonly store: CatalogStore;
  /** Tells owners what a plan changes for their files, before it is applied. */
  readonly tellOwners?: (plan: SyncPlan) => Promise<void>;
}

/** How sources get into the store and the directory. */
export interface SourceSync {
  /**
   * Reads a source and keeps what it says; the directory has it when this resolves. A source that cannot be read keeps
   * what is stored of it, and the reason is its one problem.
   */
  readonly sync: (source: Source, signal?: AbortSignal) => Promise<SyncReport>;
  /**
   * The same for a source that is not stored yet: it is kept once it could be read.
   * @throws Refusal where it cannot be read
   */
  readonly syncNew: (source: Source) => Promise<SyncReport>;
  /**
   * What a sync of a source would come to; nothing is kept of it.
   * @throws Refusal where it cannot be read
   */
  readonly preview: (source: Source, signal?: AbortSignal) => Promise<SyncReport>;
  /** Deletes a source with all that came from it, once a sync of it that runs is done; the directory knows when this resolves. */
  readonly remove: (sourceId: string) => Promise<void>;
}

/** Syncs of one source follow each other; those of several read side by side and write one after the other. */
export function createSourceSync(context: SyncContext): SourceSync {
  const inTurn = createTurns();
  const { store, now } = context;

  const keepUnread = async (source: Source, refusal: Refusal, started: number): Promise<SyncReport> => {
    await context.follow();
    const unchangedCount = context.directory.ofSource(source.id).length;
    const problem = sourceProblem(source, refusal);
    const plan = { ...emptyPlan(source.id), unchangedCount, problems: [problem] };
    // What was wrong with its files is so still: owners who were told of it are not told again.
    const others = ((await store.problems()).get(source.id) ?? []).filter(({ file }) => file !== problem.file);
    await store.applySync({ ...plan, problems: [problem, ...others] }, now());
    return reportOf({ plan, refs: [], read: { files: [], versions: {}, problems: [] } }, performance.now() - started);
  };

  const apply = async ({ plan }: PlannedSource): Promise<void> => {
    await context.tellOwners?.(plan);
    await store.applySync(plan, now());
    await context.follow();
  };

  /** What was removed while it was read stays removed. */
  const applyToKept = async (planned: PlannedSource): Promise<void> => {
    const { added, changed, sourceId } = planned.plan;
    const hasNews = added.length + changed.length > 0;
    if (hasNews && !(await store.sources()).some(({ id }) => id === sourceId)) return;
    await apply(planned);
  };

  const syncNow = async (
    source: Source,
    started: number,
    act: (planned: PlannedSource) => Promise<void>,
    signal?: AbortSignal,
  ) =>
    reportOf(await readAndPlan(source, context, (task) => inTurn('', task), act, signal), performance.now() - started);

  return {
    sync: (source, signal) =>
      inTurn(source.id, async () => {
        const started = performance.now();
        try {
          return await syncNow(source, started, applyToKept, signal);
        } catch (error) {
          if (error instanceof Refusal) return keepUnread(source, error, started);
          throw error;
        }
      }),
    syncNew: (source) =>
      inTurn(source.id, () =>
        syncNow(source, performance.now(), async (planned) => {
          await store.putSource(source);
          await apply(planned);
        }),
      ),
    preview: (source, signal) => syncNow(source, performance.now(), () => Promise.resolve(), signal),
    remove: (sourceId) =>
      inTurn(sourceId, async () => {
        await store.removeSource(sourceId, now());
        await context.follow();
      }),
  };
}

/** One report of several; `ms` is the whole time that they took. */
export function mergeReports(reports: readonly SyncReport[], ms: number): SyncReport {
  const sum = (count: (report: SyncReport) => number) => reports.reduce((total, report) => total + count(report), 0);
  return {
    files: sum(({ files }) => files),
    documents: sum(({ documents }) => documents),
    added: sum(({ added }) => added),
    changed: sum(({ changed }) => changed),
    removed: sum(({ removed }) => removed),
    orphaned: sum(({ orphaned }) => orphaned),
    unchanged: sum(({ unchanged }) => unchanged),
    problems: reports.flatMap(({ problems }) => problems),
    refs: reports.flatMap(({ refs }) => refs),
    ms: Math.round(ms),
  };
}

const emptyPlan = (sourceId: string): SyncPlan => ({
  sourceId,
  added: [],
  changed: [],
  marked: [],
  removed: [],
  unchangedCount: 0,
  problems: [],
  files: { written: [], removed: [] },
  memory: undefined,
});

function reportOf({ plan, refs, read }: PlannedSource, ms: number): SyncReport {
  return {
    files: read.files.length,
    documents: read.files.reduce((sum, { reading }) => sum + reading.documentCount, 0),
    added: plan.added.length,
    changed: plan.changed.length,
    removed: plan.removed.length,
    orphaned: plan.marked.filter(({ standing }) => standing?.kind === 'orphaned').length,
    unchanged: plan.unchangedCount,
    problems: plan.problems,
    refs,
    ms: Math.round(ms),
  };
}
