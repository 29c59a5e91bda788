import { randomUUID } from 'node:crypto';
import { Refusal } from '#callboard/core/refusal.ts';
import { driverWords } from './database-refusal.ts';
import { planMigrations, type AppliedMigration, type Migration } from './migrations.ts';

/** One connection to the database that is migrated. */
export interface MigrationConnection {
  /** The address without its password. */
  readonly shown: string;
  /** The name of `_prisma_migrations` in a statement. */
  readonly table: string;
  /** The statement that makes it as Prisma makes it. */
  readonly createTable: string;
  readonly hasTable: () => Promise<boolean>;
  /** Reads rows of text and numbers. */
  readonly rows: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  /** Executes one statement or several. */
  readonly execute: (sql: string) => Promise<void>;
  /** Does something in a transaction that no other process migrates beside. */
  readonly locked: (work: () => Promise<void>) => Promise<void>;
}

/**
 * Applies the migrations that the database lacks, all or none, and keeps `_prisma_migrations` as Prisma does, so that
 * `prisma migrate deploy` finds the database in order. Where nothing is to be done it only reads.
 * @throws Refusal where one fails, or the database is newer than the migrations
 */
export async function applyMigrations(
  connection: MigrationConnection,
  committed: readonly Migration[],
  now: () => Date,
): Promise<void> {
  if (planMigrations(committed, await appliedMigrations(connection), connection.shown).length === 0) return;
  await connection.locked(async () => {
    if (!(await connection.hasTable())) await connection.execute(connection.createTable);
    const pending = planMigrations(committed, await appliedMigrations(connection), connection.shown);
    for (const migration of pending) await applyMigration(connection, migration, now);
  });
}

async function appliedMigrations(connection: MigrationConnection): Promise<readonly AppliedMigration[]> {
  if (!(await connection.hasTable())) return [];
  const rows = await connection.rows(`SELECT migration_name, finished_at, rolled_back_at FROM ${connection.table}`);
  return rows.map(([name, finishedAt, rolledBackAt]) => ({
    name: String(name),
    isFinished: finishedAt !== null,
    isRolledBack: rolledBackAt !== null,
  }));
}

async function applyMigration(
  connection: MigrationConnection,
  { name, sql, checksum }: Migration,
  now: () => Date,
): Promise<void> {
  const startedAt = now();
  try {
    await connection.execute(sql);
  } catch (cause) {
    throw new Refusal(
      `The migration ${name} failed on the database ${connection.shown}, which is left as it was${driverWords(cause)}.`,
      { code: 'migration-failed', hint: 'Use an empty database, or one that only Callboard writes to.' },
      { cause },
    );
  }
  // Values in the statement, since the two databases name parameters differently: none of them comes from outside.
  const values = [randomUUID(), checksum, now().toISOString(), name, startedAt.toISOString()];
  await connection.execute(
    `INSERT INTO ${connection.table} (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
     VALUES (${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')}, 1)`,
  );
}
