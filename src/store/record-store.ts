import { randomInt } from 'node:crypto';
import type { Json, Records, RecordStore } from '#callboard/core/storage/records.ts';
import { addOnce, type DatabaseClient } from './database-client.ts';
import type { Prisma } from './generated/sqlite/client.ts';
import { fromJsonText } from './json-text.ts';

type RecordRow = Pick<Prisma.StoredRecordUncheckedCreateInput, 'value' | 'revision' | 'expiresAt'>;

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
  const replace = async (key: string, replaceable: Prisma.StoredRecordWhereInput, row: RecordRow) => {
    const { count } = await client.storedRecord.updateMany({ where: { namespace, key, ...replaceable }, data: row });
    return count === 1;
  };
  return {
    get: async (key) => {
      const row = await client.storedRecord.findFirst({ where: { namespace, key, ...current() } });
      return row ? { value: fromJsonText<Json>(row.value), revision: row.revision } : undefined;
    },
    put: async (key, value, expiresAt) => {
      const row = toRow(value, expiresAt);
      const where = { namespace_key: { namespace, key } };
      await client.storedRecord.upsert({ where, create: { namespace, key, ...row }, update: row });
    },
    compareAndSet: async (key, revision, value, expiresAt) => {
      const row = toRow(value, expiresAt);
      if (revision !== undefined) return replace(key, { revision, ...current() }, row);
      const isNew = await addOnce(client.storedRecord.create({ data: { namespace, key, ...row } }));
      return isNew || replace(key, { expiresAt: { lte: now() } }, row);
    },
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

/** The greatest number that a column of type `Int` holds. */
const greatestRevision = 2 ** 31 - 1;

/** Revisions are only ever compared: drawn by lot, they need no counter that all writes would wait for in turn. */
const toRow = (value: Json, expiresAt: Date | undefined): RecordRow => ({
  value: JSON.stringify(value),
  revision: randomInt(greatestRevision),
  expiresAt: expiresAt ?? null,
});
