import { PrismaPg } from '@prisma/adapter-pg';
import { applyMigrations, type MigrationConnection } from './apply-migrations.ts';
import type { DatabaseClient } from './database-client.ts';
import type { DatabaseUrl } from './database-url.ts';
import { PrismaClient } from './generated/postgresql/client.ts';
import { readMigrations } from './migrations.ts';
import { clientOptions, migrationsFolder, type OpenOptions } from './open-options.ts';

const createTable = (table: string): string => `CREATE TABLE ${table} (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

/** The lock that `prisma migrate` takes too, so that the two never run at once. */
const migrationLock = 72_707_369;
const connectTimeoutMs = 10_000;

type PgConnection = Awaited<ReturnType<PrismaPg['connect']>>;
type Transaction = Awaited<ReturnType<PgConnection['startTransaction']>>;

/** Connects to a PostgreSQL database and brings it up to date. */
export async function openPostgresql(
  { url, schema, shown }: DatabaseUrl & { provider: 'postgresql' },
  { logger, now, migrations = migrationsFolder }: OpenOptions,
): Promise<DatabaseClient> {
  const lost = (error: Error) => logger.warn({ error, database: shown }, 'a connection to the database was lost');
  const adapter = new PrismaPg(
    { connectionString: url, connectionTimeoutMillis: connectTimeoutMs },
    { onPoolError: lost, onConnectionError: lost, schema },
  );
  const connection = await adapter.connect();
  try {
    await migrate(connection, { schema, shown }, await readMigrations(`${migrations}/postgresql`), now);
  } finally {
    await connection.dispose();
  }
  // Generated from the same schema, so the same client; but its methods are generic, and TypeScript does not find two
  // generic methods alike whose bounds have different names.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return new PrismaClient({ adapter, ...clientOptions }) as unknown as DatabaseClient;
}

async function migrate(
  connection: PgConnection,
  { schema, shown }: { readonly schema: string; readonly shown: string },
  migrations: Awaited<ReturnType<typeof readMigrations>>,
  now: () => Date,
): Promise<void> {
  const table = `${quoted(schema, '"')}._prisma_migrations`;
  let transaction: Transaction | undefined;
  const statement = (sql: string) => ({ sql, args: [], argTypes: [] });
  const rows = async (sql: string) => (await (transaction ?? connection).queryRaw(statement(sql))).rows;
  // Without arguments the driver takes a whole script: PostgreSQL's simple query protocol.
  const execute = async (sql: string) => {
    await (transaction ?? connection).executeRaw(statement(sql));
  };
  const migrated: MigrationConnection = {
    shown,
    table,
    createTable: createTable(table),
    rows,
    execute,
    // A look at the rows of the catalog: to_regclass answers from a cache that the wait for the lock may outdate.
    hasTable: async () =>
      (
        await rows(
          `SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = ${quoted(schema, "'")} AND tablename = '_prisma_migrations'`,
        )
      ).length > 0,
    locked: async (work) => {
      transaction = await connection.startTransaction();
      try {
        await execute(`SELECT pg_advisory_xact_lock(${migrationLock})`);
        await execute(`SET LOCAL search_path TO ${quoted(schema, '"')}`);
        await work();
        await execute('COMMIT');
      } catch (error) {
        await execute('ROLLBACK');
        throw error;
      } finally {
        await transaction.commit();
        transaction = undefined;
      }
    },
  };
  await applyMigrations(migrated, migrations, now);
}

const quoted = (text: string, quote: '"' | "'"): string => `${quote}${text.replaceAll(quote, quote + quote)}${quote}`;
