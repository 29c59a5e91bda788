import type { DatabaseUrl } from './database-url.ts';
import type { Transaction } from './database-client.ts';

/** A table that many rows go into, and its columns that are written. */
export interface BulkTable {
  readonly name: string;
  /** The columns of its primary key. */
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, 'text' | 'integer' | 'timestamp'>>;
}

/**
 * Adds rows to a table in one statement, or replaces those that have their keys; no two have the same. What a row has no
 * value for is null.
 */
export type PutRows = (
  transaction: Transaction,
  table: BulkTable,
  rows: readonly Readonly<Record<string, string | number | null | undefined>>[],
) => Promise<void>;

/**
 * Writes rows as one JSON parameter, which the database takes apart: `createMany` has a parameter for each value, and
 * took half the time of a first sync.
 */
export function createPutRows(provider: DatabaseUrl['provider']): PutRows {
  const selectOf = provider === 'sqlite' ? selectInSqlite : selectInPostgresql;
  return async (transaction, table, rows) => {
    const columns = Object.keys(table.columns);
    const replaced = columns.filter((column) => !table.key.includes(column));
    const sql = [
      `INSERT INTO ${quoted(table.name)} (${listed(columns)}) ${selectOf(table)}`,
      `ON CONFLICT (${listed(table.key)}) DO UPDATE SET`,
      replaced.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(', '),
    ].join(' ');
    await transaction.$executeRawUnsafe(sql, JSON.stringify(rows));
  };
}

const quoted = (name: string): string => `"${name}"`;

const listed = (names: readonly string[]): string => names.map(quoted).join(', ');

/** Without a condition SQLite would take ON CONFLICT for that of a join. */
function selectInSqlite({ columns }: BulkTable): string {
  const values = Object.keys(columns).map((column) => `value->>'$.${column}'`);
  return `SELECT ${values.join(', ')} FROM json_each(?) WHERE true`;
}

function selectInPostgresql({ columns }: BulkTable): string {
  const types = Object.entries(columns).map(([column, type]) => `${quoted(column)} ${type}`);
  return `SELECT ${listed(Object.keys(columns))} FROM json_to_recordset($1::json) AS rows(${types.join(', ')})`;
}
