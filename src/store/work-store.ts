import type { Json } from '#callboard/core/storage/records.ts';
import type { LeasedWork, WorkStore } from '#callboard/core/work/work.ts';
import { addOnce, type DatabaseClient } from './database-client.ts';
import { fromJsonText } from './json-text.ts';
import { leaseRows } from './lease-rows.ts';

/** Due work in the database. */
export function createWorkStore(client: DatabaseClient): WorkStore {
  return {
    add: ({ key, kind, payload, dueAt }) =>
      addOnce(client.work.create({ data: { key, kind, payload: JSON.stringify(payload), dueAt, leaseUntil: dueAt } })),
    lease: (kinds, instance, now, leaseUntil, limit) => leaseWork(client, kinds, instance, now, leaseUntil, limit),
    renew: async (key, instance, leaseUntil) => {
      const { count } = await client.work.updateMany({ where: { key, leasedBy: instance }, data: { leaseUntil } });
      return count === 1;
    },
    finish: async (key, instance) => {
      await client.work.deleteMany({ where: { key, leasedBy: instance } });
    },
    postpone: async (key, instance, dueAt) => {
      const data = { dueAt, leaseUntil: dueAt, leasedBy: null };
      await client.work.updateMany({ where: { key, leasedBy: instance }, data });
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
