import type { Json, Records, RecordStore } from '#callboard/core/storage/records.ts';
import { nextRevision } from './counter.ts';
import { addOnce, type DatabaseClient, type Transaction } from './database-client.ts';
import { fromJsonText } from './json-text.ts';

/** Records in the database. @param now what expiry is compared with */
export function createRecordStore(client: DatabaseClient, now: () => Date): RecordStore {
  return {
    namespace: (namespace) => createRecords(client, namespace, now),
    prune: async (moment) => {
      await client.storedRecord.deleteMany({ where: { expiresAt: { lte: moment } } });
    },
  };
}

function createRecords(client: DatabaseClient, namespace: string, now: () => Date): Records {
  const current = () => ({ OR: [{ expiresAt: null }, { expiresAt: { gt: now() } }] });
  return {
    get: async (key) => {
      const row = await client.storedRecord.findFirst({ where: { namespace, key, ...current() } });
      return row ? { value: fromJsonText<Json>(row.value), revision: row.revision } : undefined;
    },
    put: (key, value, expiresAt) =>
      client.$transaction(async (transaction) => {
        const row = await newRow(transaction, value, expiresAt);
        const where = { namespace_key: { namespace, key } };
        await transaction.storedRecord.upsert({ where, create: { namespace, key, ...row }, update: row });
      }),
    compareAndSet: (key, revision, value, expiresAt) =>
      addOrUpdate(client, async (transaction) => {
        const row = await newRow(transaction, value, expiresAt);
        const replaceable = revision === undefined ? { expiresAt: { lte: now() } } : { revision, ...current() };
        const { count } = await transaction.storedRecord.updateMany({
          where: { namespace, key, ...replaceable },
          data: row,
        });
        if (count === 1) return true;
        if (revision === undefined) await transaction.storedRecord.create({ data: { namespace, key, ...row } });
        return revision === undefined;
      }),
    remove: async (key) => {
      const { count } = await client.storedRecord.deleteMany({ where: { namespace, key, ...current() } });
      return count === 1;
    },
    all: async () => {
      const rows = await client.storedRecord.findMany({ where: { namespace, ...current() }, orderBy: { key: 'asc' } });
      return new Map(
        rows.map(({ key, value, revision }) => [key, { value: fromJsonText<Json>(value), revision }] as const),
      );
    },
  };
}

async function newRow(transaction: Transaction, value: Json, expiresAt: Date | undefined) {
  const revision = await nextRevision(transaction, 'records');
  return { value: JSON.stringify(value), revision, expiresAt: expiresAt ?? null };
}

/** @returns what `write` returns, and false where it added a record that is there already */
async function addOrUpdate(
  client: DatabaseClient,
  write: (transaction: Transaction) => Promise<boolean>,
): Promise<boolean> {
  let isWritten = false;
  const isNew = await addOnce(
    client.$transaction(async (transaction) => {
      isWritten = await write(transaction);
    }),
  );
  return isNew && isWritten;
}
