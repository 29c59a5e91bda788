import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { builtInSchemas } from './built-in-schemas.ts';
import type { Config } from './core/config/config.ts';
import {
  type ConfigurationProblem,
  type ConfigurationText,
  readConfigurationText,
} from './core/config/configuration-text.ts';
import { checkConfiguration, readPluginUses, refusalOf, toConfig } from './core/config/read-config.ts';
import { formatPath } from './core/json-schema/compile-schema.ts';
import { loadPlugin } from './core/plugins/load-plugin.ts';
import type { Plugin } from './core/plugins/plugin.ts';
import { Refusal } from './core/refusal.ts';
import { isJsonObject } from './core/storage/json.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A plugin that the configuration names and that could be loaded. */
export interface LoadedPlugin {
  readonly plugin: Plugin;
  readonly isRequired: boolean;
}

/** callboard.yaml with the plugins that it names, and all that is wrong with it. */
export interface ReadConfiguration {
  /** Its path, absolute; undefined where there is none. */
  readonly file: string | undefined;
  /** The folder that its relative paths start from, absolute. */
  readonly folder: string;
  readonly text: ConfigurationText;
  /** Those beyond the built-in ones. */
  readonly plugins: readonly LoadedPlugin[];
  /** What keeps it from being used. */
  readonly problems: readonly ConfigurationProblem[];
  /** Why plugins that may be missing are left out. */
  readonly leftOut: readonly ConfigurationProblem[];
}

/** callboard.yaml, found fine, with the plugins that it names. */
export interface LoadedConfiguration extends Pick<ReadConfiguration, 'plugins' | 'leftOut'> {
  readonly config: Config;
}

const defaultFile = 'callboard.yaml';

/**
 * Reads callboard.yaml (or the file that was named), its variables and its plugins.
 * @throws Refusal where a named file is missing, or the file can't be read
 */
export async function readConfiguration(
  file: string | undefined,
  folder: string,
  environment: Environment,
): Promise<ReadConfiguration> {
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
  const { plugins, missing, leftOut } = await loadPlugins(text, place);
  const isComplete = missing.length === 0 && leftOut.length === 0;
  const found = checkConfiguration(text, await schemasOf(text, plugins, isComplete));
  const problems = [...found, ...missing].toSorted((a, b) => a.line - b.line || a.column - b.column);
  return { file: isThere ? path : undefined, folder: place, text, plugins, problems, leftOut };
}

/**
 * Reads callboard.yaml to be used: see {@link readConfiguration}.
 * @throws Refusal with every problem of the file, a required plugin that is missing among them
 */
export async function loadConfiguration(
  file: string | undefined,
  folder: string,
  environment: Environment,
): Promise<LoadedConfiguration> {
  const read = await readConfiguration(file, folder, environment);
  if (read.problems.length > 0) throw refusalOf(file ?? defaultFile, [...read.problems, ...read.leftOut]);
  const config = toConfig(read.text.value, { file: read.file, folder: read.folder, environment });
  const sections = withEnvironment(config.sections, environment);
  return { config: { ...config, sections }, plugins: read.plugins, leftOut: read.leftOut };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(`${path} cannot be read: ${reason}`, { code: 'no-configuration' }, { cause: error });
  }
}

async function loadPlugins(text: ConfigurationText, folder: string) {
  const plugins: LoadedPlugin[] = [];
  const missing: ConfigurationProblem[] = [];
  const leftOut: ConfigurationProblem[] = [];
  for (const { use, isRequired, path } of readPluginUses(text.value)) {
    if (builtInSchemas.has(use)) continue;
    try {
      plugins.push({ plugin: await loadPlugin(use, folder), isRequired });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const message = [error.message, error.hint].filter((sentence) => sentence !== undefined).join(' ');
      (isRequired ? missing : leftOut).push({ ...text.positionOf(path), path: formatPath(path), message });
    }
  }
  return { plugins, missing, leftOut };
}

async function schemasOf(
  text: ConfigurationText,
  plugins: readonly LoadedPlugin[],
  isComplete: boolean,
): Promise<ReadonlyMap<string, object | undefined>> {
  const schemas = new Map<string, object | undefined>();
  for (const [id, read] of builtInSchemas) {
    schemas.set(id, id in text.value ? await read() : undefined);
  }
  for (const { plugin } of plugins)
    schemas.set(plugin.id, plugin.configurationSchema ?? { type: 'object', maxProperties: 0 });
  // The part of a plugin that did not load can't be told from a misspelt one: what is wrong is said once.
  if (!isComplete) for (const key of Object.keys(text.value)) if (!schemas.has(key)) schemas.set(key, undefined);
  return schemas;
}

/** The variables that go before the file, by plugin and setting. */
const variables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  slack: {
    botToken: 'SLACK_BOT_TOKEN',
    appToken: 'SLACK_APP_TOKEN',
    signingSecret: 'SLACK_SIGNING_SECRET',
    clientId: 'SLACK_CLIENT_ID',
    clientSecret: 'SLACK_CLIENT_SECRET',
    apiUrl: 'SLACK_API_URL',
  },
  discord: { token: 'DISCORD_TOKEN', apiUrl: 'DISCORD_API_URL' },
  github: { token: 'GITHUB_TOKEN', apiUrl: 'GITHUB_API_URL' },
  gitlab: { token: 'GITLAB_TOKEN', apiUrl: 'GITLAB_API_URL' },
  gitea: { token: 'GITEA_TOKEN', url: 'GITEA_URL' },
  bitbucket: { token: 'BITBUCKET_TOKEN' },
  'azure-devops': { token: 'AZURE_DEVOPS_TOKEN', organization: 'AZURE_DEVOPS_ORGANIZATION' },
};

function withEnvironment(sections: Config['sections'], environment: Environment): Config['sections'] {
  const merged = Object.entries(variables).flatMap(([id, names]) => {
    const set = Object.entries(names).flatMap(([setting, variable]): [string, string][] => {
      const value = environment[variable];
      return value === undefined || value === '' ? [] : [[setting, value]];
    });
    const own = sections[id];
    const given = isJsonObject(own) ? own : {};
    return set.length === 0 ? [] : [[id, { ...given, ...Object.fromEntries(set) }] as const];
  });
  return { ...sections, ...Object.fromEntries(merged) };
}
