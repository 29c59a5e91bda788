import type { Json } from '#callboard/core/storage/records.ts';
import type { LeasedWork, WorkItem, WorkStore } from '#callboard/core/work/work.ts';
import { addOnce, type DatabaseClient } from './database-client.ts';
import { fromJsonText } from './json-text.ts';
import { leaseRows } from './lease-rows.ts';

/** No lease: free since ever. */
const free = { leasedBy: null, leaseUntil: new Date(0) };

/**
 * Due work in the database. Leased work has at least one attempt, so that one with none was put again since: it then
 * outlives its lease.
 */
export function createWorkStore(client: DatabaseClient): WorkStore {
  return {
    add: (item) => addOnce(client.work.create({ data: rowOf(item) })),
    put: async (item) => {
      const { key, payload, dueAt } = rowOf(item);
      await client.work.upsert({ where: { key }, create: rowOf(item), update: { payload, dueAt, attempts: 0 } });
    },
    lease: (kinds, instance, now, leaseUntil, limit) => leaseWork(client, kinds, instance, now, leaseUntil, limit),
    renew: async (key, instance, leaseUntil) => {
      const { count } = await client.work.updateMany({ where: { key, leasedBy: instance }, data: { leaseUntil } });
      return count === 1;
    },
    finish: async (key, instance) => {
      const leased = { key, leasedBy: instance };
      const { count } = await client.work.deleteMany({ where: { ...leased, ...isAsLeased } });
      if (count === 0) await client.work.updateMany({ where: leased, data: free });
    },
    postpone: async (key, instance, dueAt) => {
      const leased = { key, leasedBy: instance };
      const { count } = await client.work.updateMany({
        where: { ...leased, ...isAsLeased },
        data: { dueAt, ...free },
      });
      if (count === 0) await client.work.updateMany({ where: leased, data: free });
    },
    instances: async () => {
      const rows = await client.work.findMany({
        where: { leasedBy: { not: null } },
        distinct: ['leasedBy'],
        select: { leasedBy: true },
      });
      return rows.flatMap(({ leasedBy }) => leasedBy ?? []);
    },
    release: async (instance, now) => {
      await client.work.updateMany({ where: { leasedBy: instance }, data: { leaseUntil: now, leasedBy: null } });
    },
  };
}

/** Of leased work: that it was not put again. */
const isAsLeased = { attempts: { gt: 0 } };

const rowOf = ({ key, kind, payload, dueAt }: WorkItem) => ({
  key,
  kind,
  payload: JSON.stringify(payload),
  dueAt,
  leaseUntil: free.leaseUntil,
});

async function leaseWork(
  client: DatabaseClient,
  kinds: readonly string[],
  instance: string,
  now: Date,
  leaseUntil: Date,
  limit: number,
): Promise<readonly LeasedWork[]> {
  const isFree = { kind: { in: [...kinds] }, dueAt: { lte: now }, leaseUntil: { lte: now } };
  const rows = await leaseRows(
    () =>
      client.work.findMany({
        where: isFree,
        orderBy: [{ dueAt: 'asc' }, { key: 'asc' }],
        take: limit,
        select: { key: true },
      }),
    (keys) =>
      client.work.updateManyAndReturn({
        where: { key: { in: keys }, ...isFree },
        data: { leasedBy: instance, leaseUntil, attempts: { increment: 1 } },
      }),
  );
  return rows
    .toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
    .map(({ key, kind, payload, dueAt, attempts }) => ({
      key,
      kind,
      payload: fromJsonText<Json>(payload),
      dueAt,
      attempts,
    }));
}
