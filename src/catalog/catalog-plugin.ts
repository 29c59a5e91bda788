import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from '#callboard/core/commands/command.ts';
import type { GitCredentials } from '#callboard/core/git-credentials.ts';
import type { Plugin, PluginContext } from '#callboard/core/plugins/plugin.ts';
import { catalogConfigurationSchema, readCatalogConfiguration } from './catalog-configuration.ts';
import type { CatalogStore, SourceTarget } from './catalog-store.ts';
import { createPageCheckouts } from './check-out-page.ts';
import { createCheckouts } from './checkouts.ts';
import { mayHaveCredentials } from './may-have-credentials.ts';
import { createBind, createUnbind } from './commands/bind.ts';
import { createCatalogLinks } from './catalog-links.ts';
import { createDepends } from './commands/depends.ts';
import { createFind } from './commands/find.ts';
import { createMine, createOwnedBy } from './commands/owned-by.ts';
import { createOverview } from './commands/overview.ts';
import { createProblems } from './commands/problems.ts';
import { createListSources } from './commands/list-sources.ts';
import { createRefresh } from './commands/refresh.ts';
import { createRegister } from './commands/register.ts';
import { createShow } from './commands/show.ts';
import { createStale } from './commands/stale.ts';
import { createUnregister } from './commands/unregister.ts';
import { createWhereIs } from './commands/where-is.ts';
import { createWhoOwns } from './commands/who-owns.ts';
import { createWhoOwnsThis } from './commands/who-owns-this.ts';
import { tellBroken } from './commands/tell-broken.ts';
import { createDirectory } from './directory-in-memory.ts';
import type { Directory } from './directory.ts';
import type { CatalogExtensionPoint, EntityNote, OwnerNote } from './extension-point.ts';
import type { HostSource } from './host-source.ts';
import { createFollower } from './follow-store.ts';
import type { KindRules } from './kind-rules.ts';
import { createKinds, type Kinds } from './kinds.ts';
import { createSources, type Sources } from './keep-sources.ts';
import { sourceId } from './source-target.ts';
import { createEntityLookup, createOwnerLookup } from './lookups.ts';
import { createOwnerNotices } from './owner-notices.ts';
import { createPeople } from './people.ts';
import { prepareDirectory } from './prepare-directory.ts';
import { refreshWork } from './refresh-work.ts';
import { serveCatalog } from './rest-api/serve-catalog.ts';
import type { SyncReport } from './sync-report.ts';
import { createSourceRights } from './source-rights.ts';
import { createSourceSync } from './sync-sources.ts';

/** How soon an instance knows what another has changed. */
const followMs = 2000;

/** How long a start waits for the first sync; a source that does not answer must not keep the bot from serving. */
const firstSyncWaitMs = 10_000;

/** The catalog as the application reaches it, once the plugin is set up. */
export interface CatalogService {
  readonly directory: Directory;
  /** The kinds that entities may have, with those that plugins have added until now. */
  readonly kinds: () => Kinds;
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

const hostOf = (url: string): string => URL.parse(url)?.host ?? url;

const targetOf = ({ id, title }: HostSource): SourceTarget => ({ kind: 'host', id, title });

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
  const addedKinds: KindRules[] = [];
  let sources: Sources | undefined;
  const ready = (): Sources => {
    if (!sources) throw new Error('the catalog is asked before its plugin is set up');
    return sources;
  };

  const setup = (context: PluginContext): void => {
    const { configuration, configurationFolder, dataFolder, logger, now, identity, work } = context;
    const { targets, ...settings } = readCatalogConfiguration(configuration, configurationFolder);
    const { refreshSeconds, orphanGraceMs, tellOwnersOn, registerRule } = settings;
    const credentials: GitCredentials[] = [];
    const credentialsFor = (url: string) => credentials.find(({ origin }) => mayHaveCredentials(url, origin));
    const ownerNotes: OwnerNote[] = [];
    const entityNotes: EntityNote[] = [];
    const pagesOf: ((repositoryUrl: string) => string | undefined)[] = [];
    const pageOf = (url: string) => pagesOf.map((ask) => ask(url)).find((page) => page !== undefined);
    const hostSources = new Map<string, HostSource>();
    const hostSource = (id: string) => hostSources.get(id);
    // Whoever configured a host, or lent it credentials, wants it to be read.
    const allowedHosts = () =>
      new Set([...settings.allowedHosts, ...[context.baseUrl, ...credentials.map(({ origin }) => origin)].map(hostOf)]);
    const opening = () => ({ dataFolder, credentialsFor, pageOf, hostSource, allowedHosts, now });
    const tellOwners =
      tellOwnersOn === undefined
        ? undefined
        : createOwnerNotices({ store, directory, messages: context.messages, identity, surface: tellOwnersOn });
    const sourceSync = createSourceSync({
      store,
      directory,
      follow,
      opening,
      addedKinds,
      now,
      orphanGraceMs,
      ...(tellOwners && { tellOwners }),
    });
    const configured = () => [...targets, ...[...hostSources.values()].map(targetOf)];
    const kept = createSources({ store, sourceSync, logger, configured, now });
    sources = kept;
    const { syncAll, syncOne } = kept;
    const refresh = refreshWork({ work, syncAll, syncOne, refreshSeconds, random: Math.random, now });

    const point: CatalogExtensionPoint = {
      directory,
      addGitCredentials: (added) => void credentials.push(added),
      addRepositoryPages: (added) => void pagesOf.push(added),
      addKind: (rules) => void addedKinds.push(rules),
      addSource: (source) => void hostSources.set(source.id, source),
      refreshSource: refresh.request,
      refreshRepository: async (url) => {
        for (const id of await kept.ofRepository(url)) await refresh.request(id);
      },
      register: (target, by) => kept.add(target, 'registered', by),
      isRegisteredBy: kept.isRegisteredBy,
      unregister: async (target, by) => {
        if (await kept.isRegisteredBy(target, by)) await kept.remove(sourceId(target));
      },
      preview: kept.preview,
      checkOut: createCheckouts({ store, dataFolder, credentialsFor, hostSource, now }),
      checkOutPage: createPageCheckouts({ dataFolder, credentialsFor, allowedHosts, now }),
      addOwnerNote: (note) => void ownerNotes.push(note),
      addEntityNote: (note) => void entityNotes.push(note),
    };
    context.provide('catalog', () => point);
    const people = createPeople(directory);
    identity.usePeople(people);
    context.addLookup('entities', createEntityLookup(directory));
    context.addLookup('owners', createOwnerLookup(directory));
    const commandContext = { directory, accountsOf: identity.accountsOf, ownerNotes, entityNotes };
    const scopeContext = { directory, userOf: identity.userOf };
    const brokenContext = { directory, problems: store.problems };
    const addAbout = (command: Command) => context.addCommand(tellBroken(command, brokenContext));
    addAbout(createProblems({ ...scopeContext, problems: store.problems }));
    context.addLinks(createCatalogLinks(commandContext, settings.pages));
    addAbout(createWhoOwns(commandContext));
    addAbout(createWhoOwnsThis(commandContext));
    addAbout(createWhereIs(commandContext));
    context.addCommand(createFind(commandContext));
    addAbout(createShow(commandContext));
    addAbout(createDepends(commandContext));
    context.addCommand(createOverview('system', commandContext));
    context.addCommand(createOverview('domain', commandContext));
    context.addCommand(createOwnedBy(commandContext));
    context.addCommand(createMine(scopeContext));
    context.bindings.useKnown((ref) => directory.get(ref) !== undefined);
    const bindContext = { directory, bindings: context.bindings, identity };
    context.addCommand(createBind(bindContext));
    context.addCommand(createUnbind(bindContext));
    context.addCommand(createStale({ ...scopeContext, all: directory.all }));
    const api = {
      directory,
      addedKinds,
      sources: store.sources,
      refresh: refresh.request,
      tokens: settings.apiTokens,
    };
    context.addRoutes('/api/catalog', (scope) => serveCatalog(scope, api));
    const sourceContext = {
      sources: kept,
      directory,
      rights: createSourceRights({ rule: registerRule, identity, isMember: people.isMember, directory }),
      messages: context.messages,
      problems: store.problems,
      refreshAll: refresh.requestAll,
      pageOf,
      folder: configurationFolder,
    };
    for (const create of [createListSources, createRegister, createRefresh, createUnregister]) {
      context.addCommand(create(sourceContext));
    }
    context.metrics.gauge('catalog_entities', 'Entities in the directory', directory.size);

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
      kinds: () => createKinds(addedKinds),
      load: follow,
      ingest: (texts, folder) => (texts === undefined ? ready().ingestConfigured() : ready().ingest(texts, folder)),
      bringInExamples: (folder) => ready().add({ kind: 'file', glob: join(folder, 'catalog.yaml') }, 'example'),
    },
  };
}
