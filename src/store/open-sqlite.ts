import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { applyMigrations, type MigrationConnection } from './apply-migrations.ts';
import type { DatabaseClient } from './database-client.ts';
import type { DatabaseUrl } from './database-url.ts';
import { PrismaClient } from './generated/sqlite/client.ts';
import { readMigrations } from './migrations.ts';
import { clientOptions, migrationsFolder, type OpenOptions } from './open-options.ts';
import { connectSqlite, createSqliteAdapter, whileBusy, type Connection } from './sqlite-adapter.ts';

const createTable = `CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/** Opens an SQLite file, made with its folder if missing, and brings it up to date. */
export async function openSqlite(
  { path, shown }: DatabaseUrl & { provider: 'sqlite' },
  { now, migrations = migrationsFolder }: OpenOptions,
): Promise<DatabaseClient> {
  await mkdir(dirname(path), { recursive: true });
  const connection = await connectSqlite(path, 'off');
  try {
    await applyMigrations(toMigrationConnection(connection, shown), await readMigrations(`${migrations}/sqlite`), now);
  } finally {
    await connection.dispose();
  }
  return new PrismaClient({ adapter: createSqliteAdapter(path), ...clientOptions });
}

function toMigrationConnection(connection: Connection, shown: string): MigrationConnection {
  const rows = async (sql: string) => (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows;
  const execute = async (sql: string) => connection.executeScript(sql);
  return {
    shown,
    table: '_prisma_migrations',
    createTable,
    rows,
    execute,
    hasTable: async () =>
      (await rows(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_prisma_migrations'`)).length > 0,
    locked: async (work) => {
      await whileBusy(() => execute('BEGIN EXCLUSIVE'));
      try {
        await work();
        await execute('COMMIT');
      } catch (error) {
        await execute('ROLLBACK');
        throw error;
      }
    },
  };
}
