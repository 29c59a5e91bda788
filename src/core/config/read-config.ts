import { resolve } from 'node:path';
import { compileSchema, formatPath } from '../json-schema/compile-schema.ts';
import { Refusal } from '../refusal.ts';
import { isJsonObject, type JsonObject } from '../storage/json.ts';
import type { Json } from '../storage/records.ts';
import type { LogLevel } from '../telemetry/create-logger.ts';
import type { Config, PluginUse } from './config.ts';
import type { ConfigurationProblem, ConfigurationText } from './configuration-text.ts';

/** What of the configuration is core's own; everything else belongs to a plugin. */
const ownProperties = {
  server: {
    type: 'object',
    additionalProperties: false,
    properties: {
      host: { type: 'string', minLength: 1 },
      port: { type: 'integer', minimum: 0, maximum: 65_535 },
      baseUrl: { type: 'string', pattern: '^https?://', examples: ['https://callboard.example.com'] },
    },
  },
  data: { type: 'string', minLength: 1 },
  database: {
    type: 'string',
    pattern: '^(file:|postgres(ql)?://)',
    examples: ['file:callboard.db', 'postgresql://user:password@host:5432/callboard'],
  },
  secretKey: { type: 'string', minLength: 32 },
  log: { enum: ['debug', 'info', 'warn', 'error'] },
  administrators: { type: 'array', items: { type: 'string', minLength: 1 } },
  plugins: {
    type: 'array',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['use'],
      properties: { use: { type: 'string', minLength: 1 }, required: { type: 'boolean' } },
    },
  },
};

/** The plugins that the configuration names, as far as that part of it can be read. */
export function readPluginUses(value: JsonObject): readonly PluginUse[] {
  const plugins = value['plugins'];
  if (!Array.isArray(plugins)) return [];
  return plugins.flatMap((plugin: Json, index) => {
    if (!isJsonObject(plugin) || typeof plugin['use'] !== 'string') return [];
    return [{ use: plugin['use'], isRequired: plugin['required'] === true, path: ['plugins', index, 'use'] }];
  });
}

/**
 * Every problem of a configuration.
 * @param schemas each plugin's schema by its id; `undefined` for one whose schema is not known, since it did not load
 */
export function checkConfiguration(
  { value, problems, positionOf }: ConfigurationText,
  schemas: ReadonlyMap<string, object | undefined>,
): readonly ConfigurationProblem[] {
  if (problems.some(({ path }) => path === '')) return problems;
  const sections = [...schemas].map(([id, schema]): [string, object] => [id, schema ?? {}]);
  const properties = { ...Object.fromEntries(sections), ...ownProperties };
  const check = compileSchema({ type: 'object', additionalProperties: false, properties });
  const unset = new Set(problems.map(({ path }) => path));
  const found = check(value)
    .map(({ path, message, known }) => {
      const name = formatPath(path);
      const hint = known.length === 0 ? '' : ` Known are: ${known.join(', ')}.`;
      return { ...positionOf(path), path: name, message: `${name} ${message}.${hint}` };
    })
    .filter(({ path }) => !unset.has(path));
  return [...problems, ...found].toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/** One refusal for all problems of a file, a line each. */
export function refusalOf(file: string, problems: readonly ConfigurationProblem[]): Refusal {
  const lines = problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
  return new Refusal(lines.join('\n'), { code: 'wrong-configuration', hint: 'Mend the file and start again.' });
}

/** Where defaults come from when the file does not say. */
export interface ConfigPlace {
  readonly file: string | undefined;
  /** Absolute. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The configuration of a checked text. The environment goes before the file. */
export function toConfig(value: JsonObject, { file, folder, environment }: ConfigPlace): Config {
  const server = objectAt(value, 'server');
  const dataFolder = resolve(folder, setting(environment, 'CALLBOARD_DATA') ?? textAt(value, 'data') ?? 'data');
  const administrators = value['administrators'];
  return {
    file,
    folder,
    server: {
      host: textAt(server, 'host'),
      port: readPort(setting(environment, 'PORT')) ?? (typeof server['port'] === 'number' ? server['port'] : 3000),
      baseUrl: textAt(server, 'baseUrl')?.replace(/\/+$/, ''),
    },
    dataFolder,
    databaseUrl:
      setting(environment, 'DATABASE_URL') ??
      absoluteDatabase(textAt(value, 'database'), folder) ??
      `file:${resolve(dataFolder, 'callboard.db')}`,
    secretKey: setting(environment, 'CALLBOARD_SECRET_KEY') ?? textAt(value, 'secretKey'),
    logLevel: readLogLevel(textAt(value, 'log')),
    administrators: Array.isArray(administrators) ? administrators.map(String) : [],
    plugins: readPluginUses(value),
    sections: Object.fromEntries(Object.entries(value).filter(([key]) => !(key in ownProperties))),
  };
}

/** A variable of the environment; an empty one counts as not set. */
export function setting(environment: ConfigPlace['environment'], name: string): string | undefined {
  const value = environment[name];
  return value === '' ? undefined : value;
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Refusal(`PORT is "${text}", which is not a port.`, {
    code: 'wrong-configuration',
    hint: 'Give a number from 0 to 65535.',
  });
}

function absoluteDatabase(url: string | undefined, folder: string): string | undefined {
  return url?.startsWith('file:') ? `file:${resolve(folder, url.slice('file:'.length))}` : url;
}

function readLogLevel(text: string | undefined): LogLevel {
  return text === 'debug' || text === 'warn' || text === 'error' ? text : 'info';
}

const textAt = (value: JsonObject, key: string): string | undefined => {
  const found = value[key];
  return typeof found === 'string' ? found : undefined;
};

const objectAt = (value: JsonObject, key: string): JsonObject => {
  const found = value[key];
  return isJsonObject(found) ? found : {};
};
