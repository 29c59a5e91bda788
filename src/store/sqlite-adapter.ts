import { setTimeout as wait } from 'node:timers/promises';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { isBusy } from './database-refusal.ts';

/** A connection as Prisma's driver adapters give it. */
export type Connection = Awaited<ReturnType<PrismaBetterSqlite3['connect']>>;
type Transaction = Awaited<ReturnType<Connection['startTransaction']>>;

/** How long a write waits while another process writes, and how often it looks. */
const busyTimeoutMs = 10_000;
const busyPollMs = 10;

/** Write-ahead logging lets readers of other processes read on during a write; NORMAL is safe with it. */
const pragmas = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;';

/** Opens the file. @param foreignKeys off for migrations, which rebuild tables */
export async function connectSqlite(path: string, foreignKeys: 'on' | 'off'): Promise<Connection> {
  // The driver would wait with the event loop standing still: whileBusy waits instead.
  const connection = await new PrismaBetterSqlite3({ url: `file:${path}`, timeout: 0 }).connect();
  try {
    await whileBusy(() => connection.executeScript(`${pragmas} PRAGMA foreign_keys = ${foreignKeys};`));
  } catch (error) {
    await connection.dispose();
    throw error;
  }
  return connection;
}

/**
 * The adapter for an SQLite file. The driver has one connection, on which a statement beside an open transaction would
 * become part of it, and be rolled back with it: so transactions and single statements take turns. Each transaction
 * takes the write lock when it begins, since one that begins by reading can't always go on to write.
 */
export function createSqliteAdapter(path: string) {
  return {
    provider: 'sqlite' as const,
    adapterName: 'callboard-sqlite',
    connect: async (): Promise<Connection> => takingTurns(await connectSqlite(path, 'on')),
  };
}

function takingTurns(connection: Connection): Connection {
  let last: Promise<void> = Promise.resolve();
  const nextTurn = async (): Promise<() => void> => {
    const previous = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    await previous;
    return resolve;
  };
  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const end = await nextTurn();
    try {
      return await whileBusy(work);
    } finally {
      end();
    }
  };
  const startTransaction = async (): Promise<Transaction> => {
    const end = await nextTurn();
    try {
      await whileBusy(() => connection.executeScript('BEGIN IMMEDIATE'));
    } catch (error) {
      end();
      throw error;
    }
    // Prisma itself executes COMMIT and ROLLBACK, and then calls these.
    const ended = async () => end();
    return {
      provider: connection.provider,
      adapterName: connection.adapterName,
      options: { usePhantomQuery: false },
      queryRaw: (query) => connection.queryRaw(query),
      executeRaw: (query) => connection.executeRaw(query),
      commit: ended,
      rollback: ended,
    };
  };
  return {
    provider: connection.provider,
    adapterName: connection.adapterName,
    queryRaw: (query) => inTurn(() => connection.queryRaw(query)),
    executeRaw: (query) => inTurn(() => connection.executeRaw(query)),
    executeScript: (script) => inTurn(() => connection.executeScript(script)),
    startTransaction,
    dispose: () => inTurn(() => connection.dispose()),
  };
}

/** Tries again while another process has the file locked. */
export async function whileBusy<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let waitedMs = 0; ; waitedMs += busyPollMs) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || waitedMs >= busyTimeoutMs) throw error;
    }
    await wait(busyPollMs);
  }
}
