import type { Command } from '../commands/command.ts';
import type { LinkReader } from '../commands/link-reader.ts';
import type { Lookup } from '../commands/lookup.ts';
import type { HttpScope } from '../http/http-server.ts';
import type { Surface } from '../messages/surface.ts';
import { Refusal } from '../refusal.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { ExtensionPointName, ExtensionPoints } from './extension-points.ts';
import type { Plugin, PluginContext } from './plugin.ts';

/** Routes that a plugin adds. */
export interface Routes {
  readonly prefix: string;
  readonly register: (scope: HttpScope) => Promise<void>;
}

/** What plugins add to core; filled by their `setup`. */
export interface Additions {
  readonly commands: Map<string, Command>;
  readonly lookups: Map<string, Lookup>;
  readonly links: LinkReader[];
  readonly surfaces: Map<string, Surface>;
  readonly routes: Routes[];
  readonly starts: (() => Promise<void>)[];
  readonly stops: (() => Promise<void>)[];
  readonly points: Points;
}

/** Each as it is for a plugin, by the plugin's id. */
type Points = { [Name in ExtensionPointName]?: (pluginId: string) => ExtensionPoints[Name] };

/** Additions with nothing in them. */
export const noAdditions = (): Additions => ({
  commands: new Map(),
  lookups: new Map(),
  links: [],
  surfaces: new Map(),
  routes: [],
  starts: [],
  stops: [],
  points: {},
});

type AddingNames =
  | 'addCommand'
  | 'addLookup'
  | 'addLinks'
  | 'addSurface'
  | 'addRoutes'
  | 'onStart'
  | 'onStop'
  | 'provide'
  | 'extend';

/** What the application hands each plugin, beside the ways to add things. */
export type PluginServices = Omit<PluginContext, AddingNames>;

export interface PluginToSetUp {
  readonly plugin: Plugin;
  readonly isRequired: boolean;
}

/**
 * Sets plugins up in their order. What a plugin adds counts only once its `setup` is through: one that fails leaves
 * none of it behind, is logged with its reason, and the others go on. (What it handed to another plugin stays there.)
 * @returns the ids of those that failed
 * @throws Refusal where a required one fails
 */
export async function setUpPlugins(
  plugins: readonly PluginToSetUp[],
  servicesFor: (plugin: Plugin) => Promise<PluginServices>,
  additions: Additions,
  logger: Logger,
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { plugin, isRequired } of plugins) {
    const own = noAdditions();
    const surfaces = { addTo: own.surfaces };
    try {
      const services = await servicesFor(plugin);
      await plugin.setup({
        ...services,
        ...addingTo(own, additions.points, plugin.id),
        addSurface: (surface) => void surfaces.addTo.set(surface.id, surface),
      });
      merge(own, additions);
      surfaces.addTo = additions.surfaces;
    } catch (error) {
      const message = whatFailed(plugin.id, error);
      if (isRequired) throw new Refusal(message, hintOf(error), { cause: error });
      failed.push(plugin.id);
      logger.error({ error, plugin: plugin.id }, `${message}; it is left out`);
    }
  }
  return failed;
}

/** What a plugin refuses is its configuration's fault; what it throws otherwise is its own. */
function whatFailed(id: string, error: unknown): string {
  if (error instanceof Refusal) return `The plugin ${id} could not be set up: ${error.message}`;
  return `The plugin ${id} threw in its setup: ${error instanceof Error ? error.message : String(error)}`;
}

function hintOf(error: unknown) {
  const isRefusal = error instanceof Refusal;
  const hint = isRefusal
    ? (error.hint ?? 'Mend its configuration.')
    : 'Mend the plugin, or take it from callboard.yaml.';
  return { code: 'plugin-not-set-up', hint };
}

function addingTo(
  own: Additions,
  points: Points,
  pluginId: string,
): Omit<Pick<PluginContext, AddingNames>, 'addSurface'> {
  return {
    addCommand: (command) => void own.commands.set(command.name, command),
    addLookup: (name, lookup) => void own.lookups.set(name, lookup),
    addLinks: (reader) => void own.links.push(reader),
    addRoutes: (prefix, register) => void own.routes.push({ prefix, register }),
    onStart: (start) => void own.starts.push(start),
    onStop: (stop) => void own.stops.unshift(stop),
    provide: (name, pointFor) => void Object.assign(own.points, { [name]: pointFor }),
    extend: <Name extends ExtensionPointName>(name: Name): ExtensionPoints[Name] => {
      const pointFor: Points[Name] = points[name];
      if (pointFor !== undefined) return pointFor(pluginId);
      throw new Refusal(`${pluginId} needs the extension point ${name}, which no plugin provides`, {
        code: 'no-extension-point',
        hint: 'Name the plugin that provides it before this one in callboard.yaml.',
      });
    },
  };
}

function refuseTaken(what: string, own: ReadonlyMap<string, unknown>, known: ReadonlyMap<string, unknown>): void {
  const taken = [...own.keys()].find((name) => known.has(name));
  if (taken === undefined) return;
  throw new Refusal(`another plugin has ${what} called ${taken}`, {
    code: 'name-taken',
    hint: 'Leave one of the two out of callboard.yaml.',
  });
}

function merge(own: Additions, into: Additions): void {
  refuseTaken('a command', own.commands, into.commands);
  refuseTaken('a lookup', own.lookups, into.lookups);
  refuseTaken('a surface', own.surfaces, into.surfaces);
  refuseTaken('an extension point', new Map(Object.entries(own.points)), new Map(Object.entries(into.points)));
  Object.assign(into.points, own.points);
  for (const [name, command] of own.commands) into.commands.set(name, command);
  for (const [name, lookup] of own.lookups) into.lookups.set(name, lookup);
  for (const [id, surface] of own.surfaces) into.surfaces.set(id, surface);
  into.links.push(...own.links);
  into.routes.push(...own.routes);
  into.starts.push(...own.starts);
  into.stops.unshift(...own.stops);
}
