import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Config } from './core/config/config.ts';
import { type ConfigurationText, isMapping, readConfigurationText } from './core/config/configuration-text.ts';
import { checkConfiguration, readPluginUses, refusalOf, toConfig } from './core/config/read-config.ts';
import { loadPlugin } from './core/plugins/load-plugin.ts';
import type { Plugin } from './core/plugins/plugin.ts';
import { Refusal } from './core/refusal.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A plugin that the configuration names and that could be loaded. */
export interface LoadedPlugin {
  readonly plugin: Plugin;
  readonly isRequired: boolean;
}

/** callboard.yaml, checked, with the plugins that it names. */
export interface LoadedConfiguration {
  readonly config: Config;
  /** Those beyond the built-in ones. */
  readonly plugins: readonly LoadedPlugin[];
  /** Why plugins that may be missing were left out. */
  readonly leftOut: readonly Refusal[];
}

/** Reads the schema of a built-in plugin's part of callboard.yaml. */
export type BuiltInSchemas = ReadonlyMap<string, () => Promise<object | undefined>>;

const defaultFile = 'callboard.yaml';

/**
 * Reads callboard.yaml (or the file that was named), its variables and its plugins.
 * @param builtIn reads the schema of each built-in plugin's part, by its id: asked for those that the file has
 * @throws Refusal with every problem of the file, or where a named file or a required plugin is missing
 */
export async function loadConfiguration(
  file: string | undefined,
  folder: string,
  environment: Environment,
  builtIn: BuiltInSchemas,
): Promise<LoadedConfiguration> {
  const path = resolve(folder, file ?? defaultFile);
  const isThere = existsSync(path);
  if (!isThere && file !== undefined) {
    throw new Refusal(`There is no file ${path}.`, {
      code: 'no-configuration',
      hint: 'Check the path given with --config.',
    });
  }
  const place = isThere ? dirname(path) : folder;
  const text = readConfigurationText(isThere ? await readText(path) : '', environment);
  const { plugins, leftOut } = await loadPlugins(text, place, builtIn);
  const problems = checkConfiguration(text, await schemasOf(text, plugins, leftOut, builtIn));
  if (problems.length > 0) throw refusalOf(file ?? defaultFile, problems);
  const config = toConfig(text.value, { file: isThere ? path : undefined, folder: place, environment });
  return { config: { ...config, sections: withEnvironment(config.sections, environment) }, plugins, leftOut };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(`${path} cannot be read: ${reason}`, { code: 'no-configuration' }, { cause: error });
  }
}

async function loadPlugins(text: ConfigurationText, folder: string, builtIn: BuiltInSchemas) {
  const plugins: LoadedPlugin[] = [];
  const leftOut: Refusal[] = [];
  for (const { use, isRequired } of readPluginUses(text.value)) {
    if (builtIn.has(use)) continue;
    try {
      plugins.push({ plugin: await loadPlugin(use, folder), isRequired });
    } catch (error) {
      if (isRequired || !(error instanceof Refusal)) throw error;
      leftOut.push(error);
    }
  }
  return { plugins, leftOut };
}

async function schemasOf(
  text: ConfigurationText,
  plugins: readonly LoadedPlugin[],
  leftOut: readonly Refusal[],
  builtIn: BuiltInSchemas,
): Promise<ReadonlyMap<string, object | undefined>> {
  const schemas = new Map<string, object | undefined>();
  for (const [id, read] of builtIn) {
    schemas.set(id, id in text.value ? await read() : undefined);
  }
  for (const { plugin } of plugins)
    schemas.set(plugin.id, plugin.configurationSchema ?? { type: 'object', maxProperties: 0 });
  // The part of a plugin that did not load can't be told from a misspelt one: what is wrong is said once.
  if (leftOut.length > 0) for (const key of Object.keys(text.value)) if (!schemas.has(key)) schemas.set(key, undefined);
  return schemas;
}

/** The variables that go before the file, by plugin and setting. */
const variables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  slack: {
    botToken: 'SLACK_BOT_TOKEN',
    appToken: 'SLACK_APP_TOKEN',
    signingSecret: 'SLACK_SIGNING_SECRET',
    apiUrl: 'SLACK_API_URL',
  },
  discord: { token: 'DISCORD_TOKEN', apiUrl: 'DISCORD_API_URL' },
  github: { token: 'GITHUB_TOKEN', apiUrl: 'GITHUB_API_URL' },
};

function withEnvironment(sections: Config['sections'], environment: Environment): Config['sections'] {
  const merged = Object.entries(variables).flatMap(([id, names]) => {
    const set = Object.entries(names).flatMap(([setting, variable]): [string, string][] => {
      const value = environment[variable];
      return value === undefined || value === '' ? [] : [[setting, value]];
    });
    const own = sections[id];
    const given = own !== undefined && isMapping(own) ? own : {};
    return set.length === 0 ? [] : [[id, { ...given, ...Object.fromEntries(set) }] as const];
  });
  return { ...sections, ...Object.fromEntries(merged) };
}
