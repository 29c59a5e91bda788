import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { startSchemaEngine, type SchemaEngine } from '../../prisma/schema-engine.ts';
import { migrationsFolder } from '#callboard/store/open-options.ts';
import { readMigrations } from '#callboard/store/migrations.ts';
import { open, start, upTo, type CreateDatabase } from './fresh-store.ts';
import { migrationsWith } from './migrations-folder.ts';
import { refusalOf } from './refusal-of.ts';

/** A database as these tests see it from outside. */
export interface OutsideView {
  readonly provider: 'sqlite' | 'postgresql';
  readonly createDatabase: CreateDatabase;
  readonly schema: () => Promise<string>;
  readonly rows: (url: string, sql: string) => Promise<readonly (readonly unknown[])[]>;
  readonly adapterFactory: (url: string) => Parameters<typeof startSchemaEngine>[1];
  /** The statement that lists the tables, by name. */
  readonly listTables: string;
}

const openElsewhere = async (url: string): Promise<string> => {
  const script = fileURLToPath(new URL('./open-and-close.ts', import.meta.url));
  return (await promisify(execFile)(process.execPath, [script, url])).stdout;
};

/** How a store is opened and its database brought up to date. */
export function describeOpening(view: OutsideView): void {
  const { createDatabase, rows, provider } = view;

  describe('opening', () => {
    test('an empty database gets every migration, kept as Prisma keeps it', async () => {
      const url = await createDatabase();
      const store = await open(url);
      await store.check();
      const migrations = await readMigrations(join(migrationsFolder, provider));
      const kept = await rows(
        url,
        'SELECT migration_name, checksum, applied_steps_count, logs, rolled_back_at FROM _prisma_migrations ORDER BY 1',
      );
      expect(kept).toEqual(migrations.map(({ name, checksum }) => [name, checksum, 1, null, null]));
      const times = await rows(url, 'SELECT started_at, finished_at FROM _prisma_migrations');
      expect(times.flat().map((time) => new Date(String(time)).getTime())).toEqual(
        migrations.flatMap(() => [start.getTime(), start.getTime()]),
      );
    });

    test('a database that is up to date is opened as it is', async () => {
      const url = await createDatabase();
      await (await open(url)).records.namespace('one').put('key', 'kept');
      const before = await rows(url, 'SELECT id FROM _prisma_migrations');
      expect((await (await open(url)).records.namespace('one').get('key'))?.value).toBe('kept');
      expect(await rows(url, 'SELECT id FROM _prisma_migrations')).toEqual(before);
    });

    test('a later migration is applied to what is there', async () => {
      const url = await createDatabase();
      await (await open(url)).records.namespace('one').put('key', 'kept');
      const migrations = await migrationsWith('29990101000000_more', 'CREATE TABLE "More" ("id" INTEGER NOT NULL);');
      const store = await open(url, { migrations });
      expect((await store.records.namespace('one').get('key'))?.value).toBe('kept');
      expect(await rows(url, 'SELECT * FROM "More"')).toEqual([]);
    });

    test('a migration that fails is named and leaves nothing half-applied', async () => {
      const url = await createDatabase();
      const sql = 'CREATE TABLE "More" ("id" INTEGER NOT NULL);\nINSERT INTO "Nowhere" VALUES (1);';
      const migrations = await migrationsWith('29990101000000_broken', sql);
      const refusal = await refusalOf(open(url, { migrations }));
      expect(refusal).toMatchObject({ code: 'migration-failed' });
      expect(refusal.message).toContain('29990101000000_broken');
      expect(refusal.message).toMatch(/Nowhere/);
      expect(await rows(url, view.listTables)).toEqual([]);
      await (await open(url)).check();
    });

    test('a database of a newer Callboard is refused and left alone', async () => {
      const url = await createDatabase();
      const migrations = await migrationsWith('29990101000000_more', 'CREATE TABLE "More" ("id" INTEGER NOT NULL);');
      await open(url, { migrations });
      const refusal = await refusalOf(open(url));
      expect(refusal.code).toBe('database-too-new');
      expect(refusal.message).toMatch(/newer Callboard.*29990101000000_more/);
    });

    test('20 that open an empty database at once all can', async () => {
      const url = await createDatabase();
      const stores = await Promise.all(upTo(20).map(() => open(url)));
      await Promise.all(stores.map((store) => store.check()));
      const migrations = await readMigrations(join(migrationsFolder, provider));
      expect(await rows(url, 'SELECT migration_name FROM _prisma_migrations')).toHaveLength(migrations.length);
    });

    test('two processes that open an empty database at once both can', async () => {
      const url = await createDatabase();
      expect(await Promise.all([openElsewhere(url), openElsewhere(url)])).toEqual(['sources: 0', 'sources: 0']);
    });
  });

  describe('Prisma’s own schema engine', () => {
    const withEngine = async <Result>(url: string, use: (engine: SchemaEngine) => Promise<Result>): Promise<Result> => {
      const engine = await startSchemaEngine(await view.schema(), view.adapterFactory(url));
      try {
        return await use(engine);
      } finally {
        await engine.close();
      }
    };

    test('finds a database that the store migrated in order, with nothing to apply', async () => {
      const url = await createDatabase();
      await (await open(url)).close();
      const list = await migrationList(provider);
      expect(await withEngine(url, (engine) => engine.diagnose(list))).toEqual({
        editedMigrationNames: [],
        failedMigrationNames: [],
        hasMigrationsTable: true,
        history: null,
      });
      expect(await withEngine(url, (engine) => engine.apply(list))).toEqual([]);
    });

    test('migrates a database that the store then opens with nothing to apply', async () => {
      const url = await createDatabase();
      const list = await migrationList(provider);
      expect(await withEngine(url, (engine) => engine.apply(list))).toHaveLength(list.migrationDirectories.length);
      const before = await rows(url, 'SELECT id FROM _prisma_migrations');
      await (await open(url)).records.namespace('one').put('key', 'x');
      expect(await rows(url, 'SELECT id FROM _prisma_migrations')).toEqual(before);
    });
  });
}

async function migrationList(provider: OutsideView['provider']) {
  const migrations = await readMigrations(join(migrationsFolder, provider));
  return {
    baseDir: join(migrationsFolder, provider),
    lockfile: { path: 'migration_lock.toml', content: `provider = "${provider}"\n` },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
    })),
  };
}
