import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import { openStore, type Store, type StoreOptions } from '#callboard/store/open-store.ts';

/** Makes an empty database and returns its address. */
export type CreateDatabase = () => Promise<string>;

/** A logger that keeps still. */
const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** The moment at which the tests begin. */
export const start = new Date('2030-01-01T10:00:00.000Z');
/** So many seconds after `start`. */
export const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);

/** Opens a store and closes it after the test. */
export async function open(url: string, options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore(url, { logger: silent, now: () => start, ...options });
  onTestFinished(() => store.close());
  return store;
}

/** A store on an empty database. */
export const freshStore = async (createDatabase: CreateDatabase, options?: Partial<StoreOptions>): Promise<Store> =>
  open(await createDatabase(), options);

/** Two instances on one empty database. */
export async function twoInstances(createDatabase: CreateDatabase): Promise<readonly [Store, Store]> {
  const url = await createDatabase();
  return [await open(url), await open(url)];
}

/** A folder of its own for the test, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** SQLite files in a temporary folder. */
export const createSqliteDatabase: CreateDatabase = async () => `file:${join(temporaryFolder(), `${randomUUID()}.db`)}`;

/** The numbers from 0 on. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
