import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';

/** A migration as committed. */
export interface Migration {
  /** Its folder, such as `20260102030405_init`. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the script in hexadecimal, as Prisma keeps it. */
  readonly checksum: string;
}

/** A row of `_prisma_migrations`. */
export interface AppliedMigration {
  readonly name: string;
  readonly isFinished: boolean;
  readonly isRolledBack: boolean;
}

/** Reads the migrations of a folder, oldest first. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Which migrations are still to be applied, in their order.
 * @param shown the database's address without its password
 * @throws Refusal where the database is newer than this program, or a migration failed in it under Prisma's own command
 */
export function planMigrations(
  committed: readonly Migration[],
  applied: readonly AppliedMigration[],
  shown: string,
): readonly Migration[] {
  const standing = applied.filter(({ isRolledBack }) => !isRolledBack);
  const failed = standing.find(({ isFinished }) => !isFinished);
  if (failed) {
    throw new Refusal(`The migration ${failed.name} was begun in the database ${shown} and never finished.`, {
      code: 'migration-failed',
      hint: 'Restore the database, or mend it and run: npx prisma migrate resolve.',
    });
  }
  const unknown = standing.find(({ name }) => committed.every((migration) => migration.name !== name));
  if (unknown) {
    throw new Refusal(
      `The database ${shown} was written by a newer Callboard (it has the migration ${unknown.name}): start that version, or use another database.`,
      { code: 'database-too-new' },
    );
  }
  const done = new Set(standing.map(({ name }) => name));
  return committed.filter(({ name }) => !done.has(name));
}
