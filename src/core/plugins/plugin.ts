import type { Bindings } from '../commands/bindings.ts';
import type { Command } from '../commands/command.ts';
import type { LinkReader } from '../commands/link-reader.ts';
import type { Lookup } from '../commands/lookup.ts';
import type { Offers } from '../commands/offers.ts';
import type { Conversation } from '../commands/conversation.ts';
import type { HttpScope } from '../http/http-server.ts';
import type { Identity } from '../identity/identity.ts';
import type { Outbox } from '../messages/outbox.ts';
import type { Surface } from '../messages/surface.ts';
import type { RefusalDetails } from '../refusal.ts';
import type { Records } from '../storage/records.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Work } from '../work/work.ts';
import type { ExtensionPointName, ExtensionPoints } from './extension-points.ts';

/**
 * `standalone`: runs in the process and keeps nothing. `service-backed`: has a service and rows here.
 * `third-party-backed`: needs an outside host.
 */
export type PluginKind = 'standalone' | 'service-backed' | 'third-party-backed';

/** What a plugin is handed: all it needs of Callboard at run time. */
export interface PluginContext<Configuration = unknown> {
  /** Its own part of callboard.yaml, checked against its schema; `{}` where there is none. */
  readonly configuration: Configuration;
  /** The folder of callboard.yaml, absolute: relative paths of the configuration start there. */
  readonly configurationFolder: string;
  /** A folder of its own below the data folder, absolute; it exists. */
  readonly dataFolder: string;
  /** Where people reach this instance, such as `http://localhost:3000`, without a slash at its end. */
  readonly baseUrl: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  readonly identity: Identity;
  readonly messages: Outbox;
  readonly work: Work;
  /** Records of the plugin's own namespace. */
  readonly records: Records;
  /** Records of another namespace of the plugin's, for what is read all at once. */
  readonly recordsOf: (part: string) => Records;
  /** Seals what must not be stored in plain text. */
  readonly secrets: SecretBox;
  /** What a surface calls when somebody says something. */
  readonly conversation: Conversation;
  /** What a surface shows where nobody has asked anything. */
  readonly offers: Offers;
  /** What channels are bound to. */
  readonly bindings: Bindings;
  readonly addCommand: (command: Command) => void;
  readonly addLinks: (reader: LinkReader) => void;
  readonly addLookup: (name: string, lookup: Lookup) => void;
  /** Also later, where a platform has one come up; whoever adds it then starts it, and core stops it. */
  readonly addSurface: (surface: Surface) => void;
  /** An expected "no", to throw: its message, code and hint are told to whoever asked. */
  readonly refusal: (message: string, details: RefusalDetails) => Error;
  /** Mounts routes on the one HTTP server, below `prefix`, in an encapsulated scope. */
  readonly addRoutes: (prefix: string, register: (server: HttpScope) => Promise<void>) => void;
  /** Called when every plugin is set up and the store is ready, in the order of setup. */
  readonly onStart: (start: () => Promise<void>) => void;
  /** Called at shutdown, in reverse order. */
  readonly onStop: (stop: () => Promise<void>) => void;
  /** Provides an extension point, for plugins that are set up later. @param pointFor by the id of who extends it */
  readonly provide: <Name extends ExtensionPointName>(
    name: Name,
    pointFor: (pluginId: string) => ExtensionPoints[Name],
  ) => void;
  /**
   * An extension point that another plugin provided.
   * @throws Refusal where none did
   */
  readonly extend: <Name extends ExtensionPointName>(name: Name) => ExtensionPoints[Name];
}

/** A plugin: plain data and `setup`, the default export of its module. */
export interface Plugin<Configuration = unknown> {
  /** Lower case with hyphens: its name in `plugins:`, and its key in callboard.yaml. */
  readonly id: string;
  readonly kind: PluginKind;
  /** A JSON Schema for its part of callboard.yaml; without one it takes no configuration. */
  readonly configurationSchema?: object;
  /** A method, so that a plugin of any configuration is a `Plugin`: its own schema has checked what it is handed. */
  setup(context: PluginContext<Configuration>): void | Promise<void>;
}
