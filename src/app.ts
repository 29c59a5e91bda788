import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createCatalog, type CatalogService } from './catalog/catalog-plugin.ts';
import type { Command } from './core/commands/command.ts';
import type { Answered, Said } from './core/commands/conversation.ts';
import type { Config } from './core/config/config.ts';
import { setting } from './core/config/read-config.ts';
import { createCore, type Core } from './core/core.ts';
import { isLoopback } from './core/http/http-server.ts';
import type { Plugin } from './core/plugins/plugin.ts';
import type { PluginToSetUp } from './core/plugins/set-up-plugins.ts';
import { readSecretKey } from './core/storage/read-secret-key.ts';
import type { Json } from './core/storage/records.ts';
import { createSecretBox } from './core/storage/secret-box.ts';
import { createLogger } from './core/telemetry/create-logger.ts';
import { createMetrics } from './core/telemetry/create-metrics.ts';
import type { Logger } from './core/telemetry/logger.ts';
import { type Environment, loadConfiguration, type LoadedPlugin } from './load-configuration.ts';
import { createOnCall } from './on-call/on-call-plugin.ts';
import localGit from './plugins/local-git/local-git-plugin.ts';
import { createScaffolder, type ScaffolderService } from './scaffolder/scaffolder-plugin.ts';
import { openStore, type Store } from './store/open-store.ts';
import { linkedHosts, workspaceOfCatalog } from './workspace-of-catalog.ts';

/** Where people reach a serving instance. */
export interface Served {
  readonly url: string;
  /** Whether the local workspace is served there, and what opens it where that is not this machine alone. */
  readonly workspace: { readonly token: string | undefined } | undefined;
}

/** One instance: core with the plugins that the configuration names. */
export interface App {
  readonly config: Config;
  /** The command table, in the order of the help. */
  readonly commands: () => readonly Command[];
  /** Answers from the database as it is. It never rejects. */
  readonly ask: (said: Said) => Promise<Answered>;
  readonly catalog: CatalogService;
  readonly scaffolder: ScaffolderService;
  /** Serves chat, page and API until {@link App.close}. @throws Refusal where the port is not to be had */
  readonly serve: () => Promise<Served>;
  /** Stops what is running and closes the database. */
  readonly close: () => Promise<void>;
}

export interface AppOptions {
  /** What `--config` names. */
  readonly configFile: string | undefined;
  /** Where callboard.yaml and `data/` are looked for, absolute. */
  readonly folder: string;
  readonly environment: Environment;
}

/** The folder that this program and its examples and templates stand in. */
const packageFolder = join(import.meta.dirname, '..');
const examplesFolder = join(packageFolder, 'examples');
const exampleRotations = join(examplesFolder, 'on-call.yaml');

/**
 * Reads the configuration, opens the database and sets every plugin but the surfaces up. Nothing is started: the
 * catalog answers from the database as it is.
 * @throws Refusal where the configuration is wrong, the database is not to be had, or a required plugin fails
 */
export async function openApp({ configFile, folder, environment }: AppOptions): Promise<App> {
  const { config: read, plugins, leftOut } = await loadConfiguration(configFile, folder, environment);
  const config = {
    ...read,
    server: { ...read.server, port: read.server.port === 0 ? await freePort() : read.server.port },
  };
  const logger = createLogger(config.logLevel);
  for (const { line, column, message } of leftOut) logger.error({ file: config.file, line, column }, message);
  const store = await openStore(config.databaseUrl, { logger });
  try {
    return await composeApp(config, store, logger, plugins, environment);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function composeApp(
  config: Config,
  store: Store,
  logger: Logger,
  plugins: readonly LoadedPlugin[],
  environment: Environment,
): Promise<App> {
  const { plugin: catalogPlugin, service: catalog } = createCatalog({ store: store.catalog });
  const { plugin: scaffolderPlugin, service: scaffolder } = createScaffolder({ runs: store.runs, newId });
  let hasExamples = (await store.catalog.sources()).some(({ origin }) => origin === 'example');
  const onCall = createOnCall({
    pages: store.pages,
    defaultRotationFiles: () => (hasExamples ? [exampleRotations] : []),
  });
  const core = createCore({
    ports: store,
    logger,
    metrics: createMetrics(),
    now: () => new Date(),
    newId,
    secrets: createSecretBox(await readSecretKey(config.secretKey, config.dataFolder)),
    administrators: config.administrators,
    baseUrl: config.server.baseUrl ?? `http://localhost:${config.server.port}`,
    dataFolder: config.dataFolder,
    configurationFolder: config.folder,
    notReady: () => reasonsNotReady(store),
  });
  const ours = [catalogPlugin, scaffolderPlugin, onCall.plugin, localGit].map((plugin) => ({
    plugin,
    isRequired: true,
  }));
  const features = [...ours, ...(await gitHosts(config)), ...plugins];
  await core.setUp(features, ({ id }) => config.sections[id] ?? {});
  await catalog.load();

  const isFirstRun = config.file === undefined && (await store.catalog.isEmpty());
  const host = setting(environment, 'HOST') ?? config.server.host ?? '127.0.0.1';
  let workspace: OpenWorkspace | undefined;

  const setUpSurfaces = async (): Promise<void> => {
    // A Slack that is only half configured is told so; it is no reason to open a workspace where everyone may do all.
    if (!isWanted('slack', config)) workspace = await openWorkspace(core, catalog, host, config.server.port);
    const slack = workspace?.slack ?? config.sections['slack'] ?? {};
    await core.setUp(await surfaces(config), ({ id }) => (id === 'slack' ? slack : (config.sections[id] ?? {})));
  };

  return {
    config,
    commands: core.conversation.commands,
    catalog,
    scaffolder,
    ask: async (said) => {
      // Nothing is connected, but who has which account depends on the surfaces there are.
      await setUpSurfaces();
      return core.conversation.answerNow(said);
    },
    serve: async () => {
      if (isFirstRun) {
        await catalog.bringInExamples(examplesFolder);
        hasExamples = true;
      }
      await core.start();
      // The local workspace has the people of the catalog, so the catalog goes first.
      await setUpSurfaces();
      await core.start();
      await core.http.listen(host, config.server.port);
      await core.open();
      return { url: `http://localhost:${config.server.port}`, workspace: workspace && { token: workspace.token } };
    },
    close: async () => {
      await core.stop();
      workspace?.close();
      await store.close();
    },
  };
}

/** A plugin of ours whose absence is no reason not to run, unless the configuration says that it is. */
const optional = (plugin: Plugin, { plugins }: Config): PluginToSetUp => ({
  plugin,
  isRequired: plugins.some(({ use, isRequired }) => use === plugin.id && isRequired),
});

/** Whether the configuration has a part for the plugin, or names it. */
const isWanted = (id: string, { sections, plugins }: Config): boolean =>
  id in sections || plugins.some(({ use }) => use === id);

/** Git hosts besides the local one, by their ids; each is imported only where the configuration has it. */
const remoteHosts: Readonly<Record<string, () => Promise<{ readonly default: Plugin }>>> = {
  github: () => import('./plugins/github/github-plugin.ts'),
  gitlab: () => import('./plugins/gitlab/gitlab-plugin.ts'),
  gitea: () => import('./plugins/gitea/gitea-plugin.ts'),
  bitbucket: () => import('./plugins/bitbucket/bitbucket-plugin.ts'),
  'azure-devops': () => import('./plugins/azure-devops/azure-devops-plugin.ts'),
};

async function gitHosts(config: Config): Promise<readonly PluginToSetUp[]> {
  const wanted = Object.entries(remoteHosts).filter(([id]) => isWanted(id, config));
  return Promise.all(wanted.map(async ([, load]) => optional((await load()).default, config)));
}

/** Slack, which the local workspace stands in for where none is configured, and Discord where it is. */
async function surfaces(config: Config): Promise<readonly PluginToSetUp[]> {
  const slack = (await import('./surfaces/slack/slack-plugin.ts')).default;
  const discord = isWanted('discord', config) ? [(await import('./surfaces/discord/discord-plugin.ts')).default] : [];
  return [slack, ...discord].map((plugin) => optional(plugin, config));
}

/** The local workspace, and how the Slack surface reaches it. */
interface OpenWorkspace {
  readonly slack: Json;
  /** What opens its page where others than this machine reach it. */
  readonly token: string | undefined;
  readonly close: () => void;
}

/** Whoever reaches the workspace may act as anyone in it: beyond this machine it asks for a token. */
async function openWorkspace(core: Core, catalog: CatalogService, host: string, port: number): Promise<OpenWorkspace> {
  const { createLocalWorkspace } = await import('./local-workspace/local-workspace.ts');
  const { appOfManifest } = await import('./local-workspace/app-of-manifest.ts');
  const { slackManifest } = await import('./surfaces/slack/manifest.ts');
  const token = isLoopback(host) ? undefined : newId();
  const workspace = createLocalWorkspace({
    ...workspaceOfCatalog(catalog.directory),
    ...appOfManifest(slackManifest(core.conversation.commands(), undefined, undefined, linkedHosts(catalog.directory))),
    delivery: { kind: 'socket' },
    access: token === undefined ? { kind: 'open' } : { kind: 'token', token },
  });
  await core.http.mount('', (scope) => workspace.register(scope));
  const { botToken, appToken } = workspace;
  return {
    slack: { botToken, appToken, apiUrl: `http://127.0.0.1:${port}/api/`, everyoneIsAdministrator: true },
    token,
    close: () => workspace.close(),
  };
}

async function reasonsNotReady(store: Store): Promise<readonly string[]> {
  try {
    await store.check();
    return [];
  } catch {
    // Which error it is does not matter to whoever asks for readiness; what uses the database logs its own.
    return ['the database does not answer'];
  }
}

/** A port that is free now: the bot must know its own address before it listens. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

const newId = (): string => randomBytes(16).toString('hex');
