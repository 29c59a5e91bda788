/**
 * Prisma's schema engine, compiled to WebAssembly: writes migrations, and checks in the tests that Prisma accepts what
 * the store applies. The package hides its parts behind `exports`, so they are loaded by their paths.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';

/** The migrations of one folder, as the engine takes them. */
interface MigrationList {
  readonly baseDir: string;
  readonly lockfile: { readonly path: string; readonly content: string };
  readonly shadowDbInitScript: string;
  readonly migrationDirectories: readonly {
    readonly path: string;
    readonly migrationFile: { readonly path: string; readonly content: { readonly tag: 'ok'; readonly value: string } };
  }[];
}

interface Engine {
  readonly diff: (input: object) => Promise<{ readonly stdout: string }>;
  readonly applyMigrations: (input: object) => Promise<{ readonly appliedMigrationNames: readonly string[] }>;
  readonly diagnoseMigrationHistory: (input: object) => Promise<MigrationDiagnosis>;
  readonly free: () => void;
}

interface MigrationDiagnosis {
  readonly editedMigrationNames: readonly string[];
  readonly failedMigrationNames: readonly string[];
  readonly hasMigrationsTable: boolean;
  /** Null where the database is exactly where the migrations lead. */
  readonly history: object | null;
}

interface EngineModule {
  readonly __wbg_set_wasm: (exports: object) => void;
  readonly SchemaEngine: {
    readonly new: (options: object, log: (line: string) => void, adapterFactory: object) => Promise<Engine>;
  };
}

/** What the engine does here. */
export interface SchemaEngine {
  /** The SQL that leads from one schema to another (undefined: from nothing). */
  readonly diff: (from: string | undefined, to: string) => Promise<string>;
  /** Applies what is not applied yet, as `prisma migrate deploy` does. @returns the names of those */
  readonly apply: (migrations: MigrationList) => Promise<readonly string[]>;
  readonly diagnose: (migrations: MigrationList) => Promise<MigrationDiagnosis>;
  readonly close: () => Promise<void>;
}

/** Declared here, since the types of a browser are left out of this project. */
declare const WebAssembly: {
  readonly instantiate: (
    bytes: Uint8Array,
    imports: object,
  ) => Promise<{ readonly instance: { readonly exports: Readonly<Record<string, unknown>> } }>;
};

const filters = { externalTables: [], externalEnums: [] };

/** Where the package lies: its parts are loaded by their paths. */
const engineFolder = join(dirname(import.meta.dirname), 'node_modules', '@prisma', 'schema-engine-wasm');

/**
 * Starts the engine on a database.
 * @param schema the text of a Prisma schema whose provider is the adapter's
 */
export async function startSchemaEngine(
  schema: string,
  factory: SqlMigrationAwareDriverAdapterFactory,
): Promise<SchemaEngine> {
  const connections: SqlDriverAdapter[] = [];
  const remembering: SqlMigrationAwareDriverAdapterFactory = {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const connection = await factory.connect();
      connections.push(connection);
      return connection;
    },
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
  const engine = await (
    await loadModule(engineFolder)
  ).SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(remembering),
  );
  const schemaOf = (content: string) => ({ tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] });
  return {
    diff: async (from, to) => {
      const ends = { from: from === undefined ? { tag: 'empty' } : schemaOf(from), to: schemaOf(to) };
      const rest = { script: true, exitCode: null, filters, shadowDatabaseUrl: null };
      return (await engine.diff({ ...ends, ...rest })).stdout;
    },
    apply: async (migrationsList) => (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames,
    diagnose: (migrationsList) =>
      engine.diagnoseMigrationHistory({ migrationsList, filters, optInToShadowDatabase: false }),
    close: async () => {
      engine.free();
      for (const connection of connections) await connection.dispose();
    },
  };
}

let loaded: Promise<EngineModule> | undefined;

/** The generated module keeps one instance, which every engine of the process shares. */
const loadModule = (folder: string): Promise<EngineModule> => (loaded ??= instantiate(folder));

async function instantiate(folder: string): Promise<EngineModule> {
  const module: EngineModule = await import(pathToFileURL(join(folder, 'schema_engine_bg.js')).href);
  const { instance } = await WebAssembly.instantiate(await readFile(join(folder, 'schema_engine_bg.wasm')), {
    './schema_engine_bg.js': module,
  });
  module.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
  return module;
}
