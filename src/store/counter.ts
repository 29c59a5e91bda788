import type { DatabaseClient, Transaction } from './database-client.ts';

const name = 'catalog';

/**
 * Counts the catalog's revision up. To be called first in a transaction: the row is locked until its end, so that
 * numbers become visible in their order, and SQLite gets its write lock at once instead of failing to upgrade a read
 * lock.
 */
export async function nextRevision(transaction: Transaction): Promise<number> {
  const { value } = await transaction.counter.upsert({
    where: { name },
    create: { name, value: 1 },
    update: { value: { increment: 1 } },
    select: { value: true },
  });
  return value;
}

/** @returns the last number given, 0 if none was */
export async function currentRevision(client: DatabaseClient | Transaction): Promise<number> {
  const counter = await client.counter.findUnique({ where: { name } });
  return counter?.value ?? 0;
}
