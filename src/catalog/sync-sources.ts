import { Refusal } from '#callboard/core/refusal.ts';
import type { CatalogStore, Source, SyncPlan } from './catalog-store.ts';
import type { DirectoryInMemory } from './directory-in-memory.ts';
import { planSync, refsToKeep } from './plan-sync.ts';
import { readSource, type ReadSourceContext } from './read-source.ts';
import { type SourceRead, wholeFileProblem } from './read-tree.ts';
import { describeTarget } from './source-target.ts';
import type { SyncReport } from './sync-report.ts';
import { createTurns } from './take-turns.ts';

export interface SyncContext {
  readonly store: CatalogStore;
  readonly directory: DirectoryInMemory;
  /** Brings the directory up to the store. */
  readonly follow: () => Promise<void>;
  readonly reading: () => Omit<ReadSourceContext, 'signal'>;
  readonly now: () => Date;
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
  readonly preview: (source: Source) => Promise<SyncReport>;
}

/** Syncs of one source follow each other; those of several read side by side and write one after the other. */
export function createSourceSync(context: SyncContext): SourceSync {
  const inTurn = createTurns();
  const { store } = context;

  const apply = (source: Source, read: SourceRead, started: number) =>
    inTurn('', async () => {
      const planned = await plannedSync(source, read, context);
      await store.applySync(planned.plan, context.now());
      await context.follow();
      return reportOf(planned, read, performance.now() - started);
    });

  const keepUnread = async (source: Source, refusal: Refusal, started: number): Promise<SyncReport> => {
    const unchangedCount = (await store.digests(source.id)).size;
    const message = refusal.hint === undefined ? refusal.message : `${refusal.message} ${refusal.hint}`;
    const problems = [wholeFileProblem(describeTarget(source.target), message)];
    const plan = { sourceId: source.id, added: [], changed: [], removed: [], unchangedCount, problems };
    await store.applySync(plan, context.now());
    return reportOf({ plan, refs: [] }, nothingRead, performance.now() - started);
  };

  return {
    sync: (source, signal) =>
      inTurn(source.id, async () => {
        const started = performance.now();
        try {
          const read = await readSource(source, { ...context.reading(), ...(signal === undefined ? {} : { signal }) });
          return await apply(source, read, started);
        } catch (error) {
          if (error instanceof Refusal) return keepUnread(source, error, started);
          throw error;
        }
      }),
    syncNew: (source) =>
      inTurn(source.id, async () => {
        const started = performance.now();
        const read = await readSource(source, context.reading());
        await store.putSource(source);
        return apply(source, read, started);
      }),
    preview: async (source) => {
      const started = performance.now();
      const read = await readSource(source, context.reading());
      return reportOf(await plannedSync(source, read, context), read, performance.now() - started);
    },
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

const nothingRead = { files: [], documentCount: 0, entities: [], rejected: [], problems: [] } satisfies SourceRead;

/** What is to be changed, and the refs that are this source's once it is. */
interface PlannedSync {
  readonly plan: SyncPlan;
  readonly refs: readonly string[];
}

async function plannedSync(source: Source, read: SourceRead, context: SyncContext): Promise<PlannedSync> {
  await context.follow();
  const refs = [...new Set(read.entities.map(({ ref }) => ref))];
  const [digests, claimedElsewhere] = await Promise.all([
    context.store.digests(source.id),
    context.store.claimedElsewhere(source.id, refs),
  ]);
  const kept = read.rejected.length === 0 ? new Set<string>() : refsToKeep(read, context.directory.ofSource(source.id));
  const plan = planSync(source.id, { digests, claimedElsewhere, kept }, read);
  return { plan, refs: refs.filter((ref) => !claimedElsewhere.has(ref)) };
}

function reportOf({ plan, refs }: PlannedSync, read: SourceRead, ms: number): SyncReport {
  return {
    files: read.files.length,
    documents: read.documentCount,
    added: plan.added.length,
    changed: plan.changed.length,
    removed: plan.removed.length,
    orphaned: 0,
    unchanged: plan.unchangedCount,
    problems: plan.problems,
    refs,
    ms: Math.round(ms),
  };
}
