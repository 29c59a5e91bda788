import type { CatalogStore } from '#callboard/catalog/catalog-store.ts';
import type { MessageStore } from '#callboard/core/messages/outbox.ts';
import type { RecordStore } from '#callboard/core/storage/records.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { WorkStore } from '#callboard/core/work/work.ts';
import type { PageStore } from '#callboard/on-call/page-store.ts';
import type { RunStore } from '#callboard/scaffolder/run-store.ts';
import { createCatalogStore } from './catalog-store.ts';
import type { DatabaseClient } from './database-client.ts';
import { databaseRefusal } from './database-refusal.ts';
import { readDatabaseUrl, type DatabaseUrl } from './database-url.ts';
import { createMessageStore } from './message-store.ts';
import type { OpenOptions } from './open-options.ts';
import { createPageStore } from './page-store.ts';
import { createPutRows } from './put-rows.ts';
import { createRecordStore } from './record-store.ts';
import { createRunStore } from './run-store.ts';
import { createWorkStore } from './work-store.ts';

/** Everything that is kept, in one database. */
export interface Store {
  readonly records: RecordStore;
  readonly work: WorkStore;
  readonly messages: MessageStore;
  readonly catalog: CatalogStore;
  readonly runs: RunStore;
  readonly pages: PageStore;
  /** Asks the database for next to nothing. @throws where it does not answer */
  readonly check: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface StoreOptions {
  readonly logger: Logger;
  /** The clock where a port takes no time: the expiry of records, the end of messages. The machine's unless given. */
  readonly now?: () => Date;
  /** A folder of migrations other than the committed ones. */
  readonly migrations?: string;
}

/**
 * Opens the database and brings its tables up to date; several processes may do so at once.
 * @param databaseUrl `file:PATH` (made if missing) or `postgresql://…`
 * @throws Refusal where it can't be used: one sentence that names the database, and what to do
 */
export async function openStore(
  databaseUrl: string,
  { now = () => new Date(), ...options }: StoreOptions,
): Promise<Store> {
  const url = readDatabaseUrl(databaseUrl);
  const client = await openClient(url, { now, ...options });
  return {
    records: createRecordStore(client, now),
    work: createWorkStore(client),
    messages: createMessageStore(client, now),
    catalog: createCatalogStore(client, createPutRows(url.provider)),
    runs: createRunStore(client),
    pages: createPageStore(client),
    check: async () => {
      await client.$queryRaw`SELECT 1`;
    },
    close: () => client.$disconnect(),
  };
}

/** The one place that decides between the databases: only the client that is used is loaded. */
async function openClient(url: DatabaseUrl, options: OpenOptions): Promise<DatabaseClient> {
  try {
    const client =
      url.provider === 'sqlite'
        ? await (await import('./open-sqlite.ts')).openSqlite(url, options)
        : await (await import('./open-postgresql.ts')).openPostgresql(url, options);
    await client.$connect();
    return client;
  } catch (error) {
    throw databaseRefusal(url.shown, error);
  }
}
