import type { Asker } from '#callboard/core/identity/asker.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import type { Acknowledgement, Page, PageStore, Ping } from '#callboard/on-call/page-store.ts';
import { addOnce, type DatabaseClient } from './database-client.ts';
import type { Page as PageRow } from './generated/sqlite/client.ts';
import { fromJsonText } from './json-text.ts';

/** Calls for whoever is on call, in the database. */
export function createPageStore(client: DatabaseClient): PageStore {
  return {
    create: (page) => addOnce(client.page.create({ data: toRow(page) })),
    get: async (id) => {
      const row = await client.page.findUnique({ where: { id } });
      return row ? toPage(row) : undefined;
    },
    changePings: (id, change) => changePings(client, id, change),
    acknowledge: async (id, { by, at }) => {
      const data = { acknowledgedBy: JSON.stringify(by), acknowledgedAt: at };
      await client.page.updateMany({ where: { id, acknowledgedAt: null }, data });
      const row = await client.page.findUnique({ where: { id } });
      return row ? acknowledgementOf(row) : undefined;
    },
  };
}

async function changePings(
  client: DatabaseClient,
  id: string,
  change: (pings: readonly Ping[]) => readonly Ping[],
): Promise<Page | undefined> {
  for (;;) {
    const row = await client.page.findUnique({ where: { id } });
    if (!row) return undefined;
    const page = toPage(row);
    const pings = change(page.pings);
    // Only if nobody changed them in the meantime.
    const { count } = await client.page.updateMany({
      where: { id, pings: row.pings },
      data: { pings: JSON.stringify(pings) },
    });
    if (count > 0) return { ...page, pings };
  }
}

const toRow = (page: Page): PageRow => ({
  id: page.id,
  subject: page.subject,
  message: page.message,
  asker: JSON.stringify(page.asker),
  address: JSON.stringify(page.address),
  pings: JSON.stringify(page.pings),
  acknowledgedBy: page.acknowledgement ? JSON.stringify(page.acknowledgement.by) : null,
  acknowledgedAt: page.acknowledgement?.at ?? null,
  createdAt: page.createdAt,
});

const toPage = (row: PageRow): Page => ({
  id: row.id,
  subject: row.subject,
  message: row.message,
  asker: fromJsonText<Asker>(row.asker),
  address: fromJsonText<Address>(row.address),
  pings: fromJsonText<readonly Ping[]>(row.pings),
  acknowledgement: acknowledgementOf(row),
  createdAt: row.createdAt,
});

const acknowledgementOf = ({ acknowledgedBy, acknowledgedAt }: PageRow): Acknowledgement | undefined =>
  acknowledgedBy !== null && acknowledgedAt !== null
    ? { by: fromJsonText<Asker>(acknowledgedBy), at: acknowledgedAt }
    : undefined;
