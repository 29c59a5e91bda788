import { Refusal } from '#callboard/core/refusal.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { CatalogStore, Source, SourceTarget } from './catalog-store.ts';
import { readFileAddress } from './file-address.ts';
import { parseTarget, repositoryKey, sourceId } from './source-target.ts';
import { mergeReports, type SourceSync } from './sync-sources.ts';
import type { SyncReport } from './sync-report.ts';

export interface SourcesContext {
  readonly store: CatalogStore;
  readonly sourceSync: SourceSync;
  readonly logger: Logger;
  /** What callboard.yaml and the plugins name. */
  readonly configured: () => readonly SourceTarget[];
  readonly now: () => Date;
}

/** The sources of the catalog: which there are, and bringing them in. */
export interface Sources {
  /** Makes the configured sources those that callboard.yaml names: the others go, with their entities. */
  readonly reconcile: () => Promise<void>;
  /** Syncs every source that is kept. What fails unexpectedly is logged and does not hold up the next. */
  readonly syncAll: (signal?: AbortSignal) => Promise<void>;
  /** All that are kept, by id. */
  readonly all: () => Promise<readonly Source[]>;
  /** Syncs one of them for whoever waits for it; undefined for one that is not kept any more. */
  readonly refresh: (sourceId: string) => Promise<SyncReport | undefined>;
  /** Takes one out with all that came from it; one that is not kept any more is left alone. */
  readonly remove: (sourceId: string) => Promise<void>;
  /** Syncs one of them and logs what came of it; one that is not kept any more is left alone. */
  readonly syncOne: (sourceId: string, signal?: AbortSignal) => Promise<void>;
  /** The ids of the sources that read a repository, however its address is written. */
  readonly ofRepository: (url: string) => Promise<readonly string[]>;
  /** Syncs what callboard.yaml names. */
  readonly ingestConfigured: () => Promise<SyncReport>;
  /**
   * Keeps each place as a source and syncs it; one that is kept already is only synced.
   * @param folder where relative paths start, absolute
   * @throws Refusal where a new one cannot be read
   */
  readonly ingest: (texts: readonly string[], folder: string) => Promise<SyncReport>;
  /** @param by the run that registers it @throws Refusal where a new one cannot be read */
  readonly add: (target: SourceTarget, origin: Source['origin'], by?: string) => Promise<SyncReport>;
  /** Whether it is kept because that run registered it. */
  readonly isRegisteredBy: (target: SourceTarget, by: string) => Promise<boolean>;
  /**
   * What adding a source would come to.
   * @throws Refusal where it cannot be read
   */
  readonly preview: (target: SourceTarget, signal?: AbortSignal) => Promise<SyncReport>;
}

/** Each sync logs this many problems of a source; all of them come from `callboard ingest` and `callboard validate`. */
const maximumLoggedProblems = 20;

/** The sources of one store. */
export function createSources({ store, sourceSync, logger, configured, now }: SourcesContext): Sources {
  const reconcile = async (): Promise<void> => {
    const wanted = new Map(configured().map((target) => [sourceId(target), target]));
    const stored = await store.sources();
    for (const { id, origin } of stored.filter((source) => !wanted.has(source.id))) {
      // The example company makes way for the first real source.
      const isLeft = origin === 'configured' || (origin === 'example' && wanted.size > 0);
      if (isLeft) await store.removeSource(id, now());
    }
    for (const [id, target] of wanted) {
      const known = stored.find((source) => source.id === id);
      if (known?.origin !== 'configured') await store.putSource({ id, origin: 'configured', target });
    }
  };

  const find = async (id: string) => (await store.sources()).find((kept) => kept.id === id);

  const addUnless = async (
    isKnown: (known: SourceTarget, target: SourceTarget) => boolean,
    target: SourceTarget,
    origin: Source['origin'],
    by?: string,
  ): Promise<SyncReport> => {
    const known = (await store.sources()).find((source) => isKnown(source.target, target));
    if (known) return sourceSync.sync(known);
    return sourceSync.syncNew({ id: sourceId(target), origin, target, ...(by !== undefined && { registeredBy: by }) });
  };

  const syncLogged = async (source: Source, signal?: AbortSignal): Promise<void> => {
    try {
      const { refs: _refs, problems, ...counts } = await sourceSync.sync(source, signal);
      logger.info({ source: source.id, ...counts, problems: problems.length }, 'a source was synced');
      for (const { file, line, column, message } of problems.slice(0, maximumLoggedProblems)) {
        logger.warn({ source: source.id }, `${file}:${line}:${column}: ${message}`);
      }
    } catch (error) {
      signal?.throwIfAborted();
      logger.error({ error, source: source.id }, 'a source could not be synced; what is stored of it stays');
    }
  };

  const syncEach = async (sources: readonly Source[], signal?: AbortSignal): Promise<SyncReport> => {
    const started = performance.now();
    const reports: SyncReport[] = [];
    for (const source of sources) reports.push(await sourceSync.sync(source, signal));
    return mergeReports(reports, performance.now() - started);
  };

  return {
    reconcile,
    add: (target, origin, by) => addUnless(isSame, target, origin, by),
    isRegisteredBy: async (target, by) => (await find(sourceId(target)))?.registeredBy === by,
    preview: (target, signal) => sourceSync.preview({ id: sourceId(target), origin: 'registered', target }, signal),
    all: () => store.sources(),
    refresh: async (id) => {
      const source = await find(id);
      return source && sourceSync.sync(source);
    },
    remove: sourceSync.remove,
    syncAll: async (signal) => {
      for (const source of await store.sources()) {
        signal?.throwIfAborted();
        await syncLogged(source, signal);
      }
    },
    syncOne: async (id, signal) => {
      const source = await find(id);
      if (source) await syncLogged(source, signal);
    },
    ofRepository: async (url) => {
      const isOf = ({ target }: Source) => target.kind === 'git' && repositoryKey(target.url) === repositoryKey(url);
      return (await store.sources()).filter(isOf).map(({ id }) => id);
    },
    ingestConfigured: async () => {
      await reconcile();
      const sources = (await store.sources()).filter(({ origin }) => origin === 'configured');
      if (sources.length > 0) return syncEach(sources);
      throw new Refusal('There is nothing to ingest: callboard.yaml names no source.', {
        code: 'no-sources',
        hint: 'Name a file, a folder or a repository, or list sources under `catalog:`.',
      });
    },
    ingest: async (texts, folder) => {
      const started = performance.now();
      const reports: SyncReport[] = [];
      for (const text of texts) {
        const isKnown = readFileAddress(text) ? isSame : isSamePlace;
        reports.push(await addUnless(isKnown, parseTarget(text, folder), 'registered'));
      }
      return mergeReports(reports, performance.now() - started);
    },
  };
}

const isSame = (known: SourceTarget, target: SourceTarget): boolean => sourceId(known) === sourceId(target);

/** Who names a repository by its address alone means the source that it is already, whatever files of it are read. */
const isSamePlace = (known: SourceTarget, target: SourceTarget): boolean =>
  known.kind === 'git' && target.kind === 'git' ? known.url === target.url : isSame(known, target);
