import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createBindings } from './commands/bindings.ts';
import { createAnswerPages } from './commands/answer-pages.ts';
import { createConversation, type Dispatch } from './commands/dispatch.ts';
import { createSpokenOf } from './commands/spoken-of.ts';
import { createFormDrafts } from './commands/form-drafts.ts';
import { createOffers } from './commands/offers.ts';
import { createHelp } from './commands/help.ts';
import { createHttpServer, type HttpServer } from './http/http-server.ts';
import type { Identity } from './identity/identity.ts';
import { createLinkCommand } from './identity/link-command.ts';
import { createIdentity } from './identity/who-is-who.ts';
import { createDelivery, type Delivery } from './messages/deliver.ts';
import type { MessageStore } from './messages/outbox.ts';
import type { Plugin } from './plugins/plugin.ts';
import { type Additions, noAdditions, type PluginToSetUp, setUpPlugins } from './plugins/set-up-plugins.ts';
import { Refusal, type RefusalDetails } from './refusal.ts';
import type { Json, RecordStore } from './storage/records.ts';
import type { SecretBox } from './storage/secret-box.ts';
import type { PrometheusMetrics } from './telemetry/create-metrics.ts';
import type { Logger } from './telemetry/logger.ts';
import { instanceName } from './work/instance-name.ts';
import type { WorkStore } from './work/work.ts';
import { createWorker, type Worker } from './work/worker.ts';

/** What core asks of the store. */
export interface CorePorts {
  readonly records: RecordStore;
  readonly work: WorkStore;
  readonly messages: MessageStore;
}

export interface CoreOptions {
  readonly ports: CorePorts;
  readonly logger: Logger;
  readonly metrics: PrometheusMetrics;
  readonly now: () => Date;
  /** Unguessable: 32 lower case letters and digits. */
  readonly newId: () => string;
  /** What secrets are sealed with. */
  readonly secrets: SecretBox;
  /** Refs of the groups whose members may change what is everybody's. */
  readonly administrators: readonly string[];
  readonly baseUrl: string;
  /** Absolute; each plugin has a folder in it. */
  readonly dataFolder: string;
  /** Absolute. */
  readonly configurationFolder: string;
  /** What keeps the instance from answering questions, as sentences. */
  readonly notReady: () => Promise<readonly string[]>;
}

/** The basic functionality, put together: it knows no vendor and no feature. */
export interface Core {
  readonly conversation: Dispatch;
  readonly identity: Identity;
  readonly http: HttpServer;
  readonly additions: Additions;
  /**
   * Sets plugins up, after those set up before. @returns the ids of those left out
   * @throws Refusal where a required one fails
   */
  readonly setUp: (
    plugins: readonly PluginToSetUp[],
    configurationOf: (plugin: Plugin) => Json,
  ) => Promise<readonly string[]>;
  /** Mounts the routes and runs the starts of the plugins set up since the last call. */
  readonly start: () => Promise<void>;
  /** Connects the surfaces and takes up work: once the server listens. */
  readonly open: () => Promise<void>;
  /** Stops in reverse: surfaces and work, messages, plugins, server. */
  readonly stop: () => Promise<void>;
}

/** Puts core together on a store. */
export function createCore(options: CoreOptions): Core {
  const { ports, logger, metrics, now, newId } = options;
  const additions = noAdditions();
  const { commands, links: linkReaders, lookups, surfaces } = additions;
  const worker = createWorker({ store: ports.work, instance: instanceName(newId()), now, logger, metrics });
  const delivery = createDelivery({ store: ports.messages, surfaces, now, logger, metrics });
  const links = ports.records.namespace('identity.links');
  const identity = createIdentity({ surfaces, links, administrators: options.administrators, now, logger });
  const drafts = createFormDrafts(ports.records.namespace('form-drafts'), now);
  const pages = createAnswerPages(ports.records.namespace('answer-pages'), now);
  const bindings = createBindings(ports.records.namespace('bindings'));
  const spokenOf = createSpokenOf(ports.records.namespace('spoken-of'), bindings, now);
  const conversation = createConversation({
    commands,
    lookups,
    work: worker,
    messages: delivery,
    drafts,
    pages,
    secrets: options.secrets,
    spokenOf,
    identity,
    logger,
    metrics,
    now,
    newId,
  });
  const offers = createOffers({ commands, links: linkReaders, identity, bindings, logger, metrics, newId });
  const http = createHttpServer({ logger, metrics, newId, baseUrl: options.baseUrl, notReady: options.notReady });
  const housekeeping = createHousekeeping(ports, now, logger);

  const servicesFor = async (plugin: Plugin, configuration: Json) => {
    const dataFolder = join(options.dataFolder, plugin.id);
    await mkdir(dataFolder, { recursive: true });
    const { baseUrl, configurationFolder, secrets } = options;
    const refusal = (message: string, details: RefusalDetails) => new Refusal(message, details);
    const shared = {
      logger,
      metrics,
      now,
      identity,
      conversation,
      offers,
      bindings,
      refusal,
      secrets,
      baseUrl,
      configurationFolder,
    };
    return {
      ...shared,
      configuration,
      dataFolder,
      messages: delivery,
      work: worker,
      records: ports.records.namespace(plugin.id),
      recordsOf: (part: string) => ports.records.namespace(`${plugin.id}.${part}`),
    };
  };

  const help = createHelp(conversation.commands);
  const link = createLinkCommand(identity);
  return {
    conversation,
    identity,
    http,
    additions,
    setUp: async (plugins, configurationOf) => {
      const services = (plugin: Plugin) => servicesFor(plugin, configurationOf(plugin));
      const failed = await setUpPlugins(plugins, services, additions, logger);
      // The help comes last in the help, whatever plugins add.
      for (const command of [pages.command, link, help]) {
        commands.delete(command.name);
        commands.set(command.name, command);
      }
      return failed;
    },
    start: async () => {
      for (const { prefix, register } of additions.routes.splice(0)) await http.mount(prefix, register);
      for (const start of additions.starts.splice(0)) await start();
    },
    open: async () => {
      worker.start();
      delivery.start();
      housekeeping.start();
      for (const surface of surfaces.values()) await surface.start();
    },
    stop: () => stopAll({ additions, worker, delivery, housekeeping, http, logger }),
  };
}

interface Running {
  readonly additions: Additions;
  readonly worker: Worker;
  readonly delivery: Delivery;
  readonly housekeeping: Housekeeping;
  readonly http: HttpServer;
  readonly logger: Logger;
}

/** One part that does not stop well does not keep the others from stopping. */
async function stopAll({ additions, worker, delivery, housekeeping, http, logger }: Running): Promise<void> {
  const stopWell = async (stop: () => Promise<void>): Promise<void> => {
    try {
      await stop();
    } catch (error) {
      logger.error({ error }, 'a part of the bot did not stop well');
    }
  };
  // Whatever takes no more work may take its time beside the others; what they say on their way is delivered after.
  const takers = [...[...additions.surfaces.values()].map((surface) => surface.stop), worker.stop];
  await Promise.all(takers.map(stopWell));
  for (const stop of [delivery.stop, housekeeping.stop, ...additions.stops, http.close]) await stopWell(stop);
}

interface Housekeeping {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
}

const housekeepingIntervalMs = 60 * 60 * 1000;
/** Delivered messages are kept that long: to edit them, and to see what was said. */
const messageLifetimeMs = 30 * 24 * 60 * 60 * 1000;

/** Deletes what has expired, once an hour. */
function createHousekeeping({ records, messages }: CorePorts, now: () => Date, logger: Logger): Housekeeping {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const clean = async (): Promise<void> => {
    try {
      await records.prune(now());
      await messages.prune(new Date(now().getTime() - messageLifetimeMs));
    } catch (error) {
      logger.warn({ error }, 'what has expired could not be deleted; it is tried again in an hour');
    }
  };
  const run = (): void => {
    running = clean();
  };
  return {
    start: () => {
      timer = setInterval(run, housekeepingIntervalMs);
      run();
    },
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}
