import type { Refusal } from '#callboard/core/refusal.ts';
import type { CatalogStore, Source, SourceMemory, SyncPlan } from './catalog-store.ts';
import type { DirectoryInMemory } from './directory-in-memory.ts';
import { nothingToRead, openSource, type OpenSourceContext } from './open-source.ts';
import type { KindRules } from './kind-rules.ts';
import { planSync } from './plan-sync.ts';
import type { Problem } from './problem.ts';
import { wholeFileProblem } from './read-file.ts';
import type { KnownFile } from './file-reading.ts';
import type { Memory } from './read-tree.ts';
import { readTrees, type SourceRead } from './read-trees.ts';
import { sentenceOf } from './read-named.ts';
import { readingVersion } from './reading-version.ts';
import { fileName } from './source-tree.ts';
import { describeTarget } from './source-target.ts';

export interface ReadAndPlanContext {
  readonly store: Pick<CatalogStore, 'memory' | 'files'>;
  readonly directory: DirectoryInMemory;
  /** Brings the directory up to the store. */
  readonly follow: () => Promise<void>;
  readonly opening: () => Omit<OpenSourceContext, 'signal'>;
  /** The kinds that plugins add. */
  readonly addedKinds: readonly KindRules[];
  readonly now: () => Date;
  /** How long an entity stays whose file is gone. */
  readonly orphanGraceMs: number;
}

/** A source as it was read, and what is to be changed for it. */
export interface PlannedSource {
  readonly read: SourceRead;
  readonly plan: SyncPlan;
  readonly refs: readonly string[];
}

/**
 * Reads a source, plans and acts. Where what is remembered of a file is not enough, that file is read once more. Of one
 * that was read before and has no file any more, what it brought in is orphaned.
 * @param inTurn has one plan made and carried out at a time
 * @param act carries the plan out
 * @throws Refusal where the source cannot be read
 */
export async function readAndPlan(
  source: Source,
  context: ReadAndPlanContext,
  inTurn: (task: () => Promise<PlannedSource | readonly string[]>) => Promise<PlannedSource | readonly string[]>,
  act: (planned: PlannedSource) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<PlannedSource> {
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
      let read = await readTrees(opened.trees, {
        sourceId: source.id,
        memory,
        addedKinds: context.addedKinds,
        openRepository: opened.openRepository,
        openRemote: opened.openRemote,
        ...(signal && { signal }),
      });
      if (source.target.kind !== 'host' && read.files.length === 0) {
        const refusal = nothingToRead(source.target);
        if (kept === undefined) throw refusal;
        // What it brought in has lost its file, and goes after the grace time.
        read = { ...read, problems: [sourceProblem(source, refusal)] };
      }
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

/** What keeps a source as a whole from being read. */
export const sourceProblem = ({ target }: Source, refusal: Refusal): Problem =>
  wholeFileProblem(describeTarget(target), sentenceOf(refusal));

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
