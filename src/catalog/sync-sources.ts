import { Refusal } from '#callboard/core/refusal.ts';
import type { CatalogStore, Source, SourceMemory, SyncPlan } from './catalog-store.ts';
import type { DirectoryInMemory } from './directory-in-memory.ts';
import { nothingToRead, openSource, type OpenSourceContext } from './open-source.ts';
import type { KindRules } from './kind-rules.ts';
import { planSync } from './plan-sync.ts';
import { wholeFileProblem } from './read-file.ts';
import type { KnownFile } from './file-reading.ts';
import { type Memory, readTrees, type SourceRead } from './read-trees.ts';
import { sentenceOf } from './read-named.ts';
import { readingVersion } from './reading-version.ts';
import { fileName } from './source-tree.ts';
import { describeTarget } from './source-target.ts';
import type { SyncReport } from './sync-report.ts';
import { createTurns } from './take-turns.ts';

export interface SyncContext {
  readonly store: CatalogStore;
  readonly directory: DirectoryInMemory;
  /** Brings the directory up to the store. */
  readonly follow: () => Promise<void>;
  readonly opening: () => Omit<OpenSourceContext, 'signal'>;
  /** The kinds that plugins add. */
  readonly addedKinds: readonly KindRules[];
  readonly now: () => Date;
  /** How long an entity stays whose file is gone. */
  readonly orphanGraceMs: number;
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

/** A source as it was read, and what is to be changed for it. */
interface Planned {
  readonly read: SourceRead;
  readonly plan: SyncPlan;
  readonly refs: readonly string[];
}

/** Syncs of one source follow each other; those of several read side by side and write one after the other. */
export function createSourceSync(context: SyncContext): SourceSync {
  const inTurn = createTurns();
  const { store, now } = context;

  const keepUnread = async (source: Source, refusal: Refusal, started: number): Promise<SyncReport> => {
    await context.follow();
    const unchangedCount = context.directory.ofSource(source.id).length;
    const problems = [wholeFileProblem(describeTarget(source.target), sentenceOf(refusal))];
    const plan = { ...emptyPlan(source.id), unchangedCount, problems };
    await store.applySync(plan, now());
    return reportOf({ plan, refs: [], read: { files: [], versions: {}, problems: [] } }, performance.now() - started);
  };

  const apply = async ({ plan }: Planned): Promise<void> => {
    await context.tellOwners?.(plan);
    await store.applySync(plan, now());
    await context.follow();
  };

  /** What was removed while it was read stays removed. */
  const applyToKept = async (planned: Planned): Promise<void> => {
    const { added, changed, sourceId } = planned.plan;
    const hasNews = added.length + changed.length > 0;
    if (hasNews && !(await store.sources()).some(({ id }) => id === sourceId)) return;
    await apply(planned);
  };

  const syncNow = async (
    source: Source,
    started: number,
    act: (planned: Planned) => Promise<void>,
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

/**
 * Reads a source, plans and acts. Where what is remembered of a file is not enough, that file is read once more.
 * @throws Refusal where the source cannot be read
 */
async function readAndPlan(
  source: Source,
  context: SyncContext,
  inTurn: (task: () => Promise<Planned | readonly string[]>) => Promise<Planned | readonly string[]>,
  act: (planned: Planned) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<Planned> {
  const { store, directory } = context;
  const readBy = readingVersion(context.addedKinds);
  const [kept, stored] = await Promise.all([store.memory(source.id), store.files(source.id)]);
  const isUsable = kept?.readBy === readBy;
  const known = new Map(stored.map((file) => [fileName({ name: file.tree }, file.path), file]));
  const opened = await openSource(source, isUsable ? kept.host : undefined, {
    ...context.opening(),
    ...(signal && { signal }),
  });
  try {
    let memory: Memory = isUsable ? { files: known, versions: kept.versions } : { files: new Map(), versions: {} };
    for (;;) {
      const read = await readTrees(opened.trees, {
        sourceId: source.id,
        memory,
        addedKinds: context.addedKinds,
        openRepository: opened.openRepository,
        openRemote: opened.openRemote,
        ...(signal && { signal }),
      });
      if (source.target.kind !== 'host' && read.files.length === 0) throw nothingToRead(source.target);
      const result = await inTurn(async () => {
        await context.follow();
        const planned = planSync(read, {
          sourceId: source.id,
          stored: directory.ofSource(source.id),
          get: directory.get,
          known,
          now: context.now(),
          orphanGraceMs: context.orphanGraceMs,
        });
        if (planned.kind === 'parse') return planned.files;
        const whole = {
          read,
          refs: planned.refs,
          plan: { ...planned.plan, memory: memoryOf(readBy, read, opened.host) },
        };
        await act(whole);
        return whole;
      });
      if ('plan' in result) return result;
      memory = without(memory, result);
    }
  } finally {
    await opened.close();
  }
}

const memoryOf = (readBy: string, { versions }: SourceRead, host: SourceMemory['host']): SourceMemory => ({
  readBy,
  versions,
  ...(host !== undefined && { host }),
});

/** The memory without files, and without what their trees were at. */
function without({ files, versions }: Memory, forgotten: readonly string[]): Memory {
  const trees = new Set(forgotten.flatMap((file) => files.get(file)?.tree ?? []));
  const rest = new Map<string, KnownFile>(files);
  for (const file of forgotten) rest.delete(file);
  return { files: rest, versions: Object.fromEntries(Object.entries(versions).filter(([name]) => !trees.has(name))) };
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

function reportOf({ plan, refs, read }: Planned, ms: number): SyncReport {
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
