import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GitCredentials } from '#callboard/core/git-credentials.ts';
import type { Plugin, PluginContext } from '#callboard/core/plugins/plugin.ts';
import { catalogConfigurationSchema, readCatalogConfiguration } from './catalog-configuration.ts';
import type { CatalogStore } from './catalog-store.ts';
import { createCheckouts } from './checkouts.ts';
import { mayHaveCredentials } from './may-have-credentials.ts';
import { createFind } from './commands/find.ts';
import { createShow } from './commands/show.ts';
import { createWhereIs } from './commands/where-is.ts';
import { createWhoOwns } from './commands/who-owns.ts';
import { createDirectory } from './directory-in-memory.ts';
import type { Directory } from './directory.ts';
import type { CatalogExtensionPoint, OwnerNote } from './extension-point.ts';
import { createFollower } from './follow-store.ts';
import { createSources, type Sources } from './keep-sources.ts';
import { createEntityLookup, createOwnerLookup } from './lookups.ts';
import { createPeople } from './people.ts';
import { prepareDirectory } from './prepare-directory.ts';
import { refreshWork } from './refresh-work.ts';
import type { SyncReport } from './sync-report.ts';
import { createSourceSync } from './sync-sources.ts';

/** How soon an instance knows what another has changed. */
const followMs = 2000;

/** How long a start waits for the first sync; a source that does not answer must not keep the bot from serving. */
const firstSyncWaitMs = 10_000;

/** The catalog as the application reaches it, once the plugin is set up. */
export interface CatalogService {
  readonly directory: Directory;
  /** Fills the directory from the store as it is, and no more: what a single question needs. */
  readonly load: () => Promise<void>;
  /**
   * Keeps each path or address as a source and syncs it; without any, syncs the configured sources.
   * @param folder where relative paths start, absolute
   * @throws Refusal where a new one cannot be read
   */
  readonly ingest: (targets: readonly string[] | undefined, folder: string) => Promise<SyncReport>;
  /** Brings in the example company: `catalog.yaml` of that folder, and all that it names. */
  readonly bringInExamples: (folder: string) => Promise<SyncReport>;
}

/** The catalog: its plugin, and what the application asks of it. */
export function createCatalog({
  store,
  waitMs = firstSyncWaitMs,
}: {
  readonly store: CatalogStore;
  /** How long a start waits for the first sync. */
  readonly waitMs?: number;
}): {
  readonly plugin: Plugin;
  readonly service: CatalogService;
} {
  const directory = createDirectory();
  const follow = createFollower(store, directory);
  let sources: Sources | undefined;
  const ready = (): Sources => {
    if (!sources) throw new Error('the catalog is asked before its plugin is set up');
    return sources;
  };

  const setup = (context: PluginContext): void => {
    const { configuration, configurationFolder, dataFolder, logger, now, identity, work } = context;
    const { targets, refreshSeconds } = readCatalogConfiguration(configuration, configurationFolder);
    const credentials: GitCredentials[] = [];
    const credentialsFor = (url: string) => credentials.find(({ origin }) => mayHaveCredentials(url, origin));
    const ownerNotes: OwnerNote[] = [];
    const pagesOf: ((repositoryUrl: string) => string | undefined)[] = [];
    const pageOf = (url: string) => pagesOf.map((ask) => ask(url)).find((page) => page !== undefined);
    const reading = () => ({ dataFolder, credentialsFor, pageOf, now });
    const sourceSync = createSourceSync({ store, directory, follow, reading, now });
    const kept = createSources({ store, sourceSync, logger, configured: targets, now });
    sources = kept;

    const point: CatalogExtensionPoint = {
      directory,
      addGitCredentials: (added) => void credentials.push(added),
      addRepositoryPages: (added) => void pagesOf.push(added),
      register: (target) => kept.add(target, 'registered'),
      preview: kept.preview,
      sourceFolder: createCheckouts({ store, dataFolder, credentialsFor, now }),
      addOwnerNote: (note) => void ownerNotes.push(note),
    };
    context.provide('catalog', point);
    identity.usePeople(createPeople(directory));
    context.addLookup('entities', createEntityLookup(directory));
    context.addLookup('owners', createOwnerLookup(directory));
    const commandContext = { directory, accountsOf: identity.accountsOf, ownerNotes };
    context.addCommand(createWhoOwns(commandContext));
    context.addCommand(createWhereIs(commandContext));
    context.addCommand(createFind(commandContext));
    context.addCommand(createShow(commandContext));
    context.metrics.gauge('catalog_entities', 'Entities in the directory', directory.size);

    const refresh = refreshWork({ work, sync: kept.syncAll, refreshSeconds, now });
    const stopping = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    let firstSync = Promise.resolve();
    let prepared = Promise.resolve();
    context.onStart(async () => {
      await kept.reconcile();
      await follow();
      // Until there is something to answer from, nothing else is worth doing.
      const isFirst = directory.size() === 0;
      if (isFirst) {
        firstSync = kept.syncAll(stopping.signal).catch((error: unknown) => {
          if (!stopping.signal.aborted) logger.error({ error }, 'the first sync of the catalog failed');
        });
        await Promise.race([firstSync, sleep(waitMs, undefined, { ref: false })]);
      }
      prepared = prepareDirectory(directory);
      await refresh.schedule(!isFirst);
      timer = setInterval(() => {
        follow().catch((error: unknown) => logger.warn({ error }, 'the catalog could not be read from the store'));
      }, followMs).unref();
    });
    context.onStop(async () => {
      clearInterval(timer);
      stopping.abort();
      await firstSync;
      await prepared;
    });
  };

  return {
    plugin: { id: 'catalog', kind: 'service-backed', configurationSchema: catalogConfigurationSchema, setup },
    service: {
      directory,
      load: follow,
      ingest: (texts, folder) => (texts === undefined ? ready().ingestConfigured() : ready().ingest(texts, folder)),
      bringInExamples: (folder) => ready().add({ kind: 'file', glob: join(folder, 'catalog.yaml') }, 'example'),
    },
  };
}
