import type { Answer } from '#callboard/core/answers/answer.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import type { MessageStore, StoredMessage } from '#callboard/core/messages/outbox.ts';
import type { DatabaseClient } from './database-client.ts';
import type { Message } from './generated/sqlite/client.ts';
import { fromJsonText } from './json-text.ts';
import { leaseRows } from './lease-rows.ts';

/** The end of a lease that nobody has. */
const noLease = new Date(0);

/** Outgoing messages in the database. @param now when a message is said to have ended */
export function createMessageStore(client: DatabaseClient, now: () => Date): MessageStore {
  return {
    put: async ({ key, to, answer, notAfter }, moment) => {
      const said = { answer: JSON.stringify(answer), notAfter: notAfter ?? null };
      await client.message.upsert({
        where: { key },
        create: { key, address: JSON.stringify(to), ...said, dueAt: moment, leaseUntil: moment },
        update: { ...said, wanted: { increment: 1 }, endedAt: null },
      });
    },
    lease: (moment, leaseUntil, limit) => leaseMessages(client, moment, leaseUntil, limit),
    delivered: async (key, wanted, posted, nextAt) => {
      const shown = { shown: wanted, posted, attempts: 0, dueAt: nextAt, leaseUntil: noLease, reason: null };
      const { count } = await client.message.updateMany({ where: { key, wanted }, data: { ...shown, endedAt: now() } });
      if (count === 0) await client.message.updateMany({ where: { key, shown: { lt: wanted } }, data: shown });
    },
    postponed: async (key, dueAt, reason) => {
      await client.message.updateMany({ where: { key }, data: { dueAt, leaseUntil: dueAt, reason } });
    },
    putOff: async (key, dueAt, reason) => {
      const data = { dueAt, leaseUntil: dueAt, reason, attempts: { decrement: 1 } };
      await client.message.updateMany({ where: { key }, data });
    },
    abandoned: async (key, wanted, reason) => {
      const given = { leaseUntil: noLease, attempts: 0, reason };
      const { count } = await client.message.updateMany({ where: { key, wanted }, data: { ...given, endedAt: now() } });
      if (count === 0) await client.message.updateMany({ where: { key }, data: given });
    },
    prune: async (before) => {
      await client.message.deleteMany({ where: { endedAt: { lt: before } } });
    },
  };
}

async function leaseMessages(
  client: DatabaseClient,
  now: Date,
  leaseUntil: Date,
  limit: number,
): Promise<readonly StoredMessage[]> {
  const isFree = { endedAt: null, dueAt: { lte: now }, leaseUntil: { lte: now } };
  const rows = await leaseRows(
    () => client.message.findMany({ where: isFree, orderBy: { id: 'asc' }, take: limit, select: { key: true } }),
    (keys) =>
      client.message.updateManyAndReturn({
        where: { key: { in: keys }, ...isFree },
        data: { leaseUntil, attempts: { increment: 1 } },
      }),
  );
  return rows.toSorted((one, other) => one.id - other.id).map(toMessage);
}

const toMessage = (row: Message): StoredMessage => ({
  key: row.key,
  to: fromJsonText<Address>(row.address),
  answer: fromJsonText<Answer>(row.answer),
  notAfter: row.notAfter ?? undefined,
  wanted: row.wanted,
  shown: row.shown,
  posted: row.posted ?? undefined,
  attempts: row.attempts,
});
