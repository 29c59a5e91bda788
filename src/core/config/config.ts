import type { Json } from '../storage/records.ts';
import type { LogLevel } from '../telemetry/create-logger.ts';

/** A plugin that the configuration names. */
export interface PluginUse {
  /** A built-in plugin's id, a package, or a local file beginning with `.` or `/`. */
  readonly use: string;
  /** Whether the bot must not run without it. */
  readonly isRequired: boolean;
  /** Where callboard.yaml names it, such as `plugins`, 0, `use`. */
  readonly path: readonly (string | number)[];
}

/** callboard.yaml, read and checked. Without such a file, everything has its default. */
export interface Config {
  /** Its path; undefined where there is none. */
  readonly file: string | undefined;
  /** The folder that its relative paths start from, absolute. */
  readonly folder: string;
  readonly server: { readonly host: string | undefined; readonly port: number; readonly baseUrl: string | undefined };
  /** The data folder, absolute. */
  readonly dataFolder: string;
  /** `file:PATH` or `postgresql://…`. */
  readonly databaseUrl: string;
  /** The text that the key is derived from which secrets are sealed with; without it, a key is kept in the data folder. */
  readonly secretKey: string | undefined;
  readonly logLevel: LogLevel;
  /** Refs of groups. */
  readonly administrators: readonly string[];
  /** Those beyond the ones that are always there. */
  readonly plugins: readonly PluginUse[];
  /** Each plugin's own part, by its id. */
  readonly sections: Readonly<Record<string, Json>>;
}
