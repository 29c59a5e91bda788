import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { describe, expect, test } from 'vitest';
import { describeOpening } from './describe-opening.ts';
import { describeStore } from './describe-store.ts';
import { createSqliteDatabase, open, temporaryFolder, upTo } from './fresh-store.ts';
import { refusalOf } from './refusal-of.ts';

const rows = async (url: string, sql: string) => {
  const connection = await new PrismaBetterSqlite3({ url }).connect();
  try {
    return (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows;
  } finally {
    await connection.dispose();
  }
};

describe('on SQLite', () => {
  describeStore(createSqliteDatabase);
  describeOpening({
    provider: 'sqlite',
    createDatabase: createSqliteDatabase,
    schema: () => readFile('prisma/schema.prisma', 'utf8'),
    rows,
    adapterFactory: (url) => new PrismaBetterSqlite3({ url }),
    listTables: `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`,
  });

  test('the folder of the file is made, and the file keeps a write-ahead log', async () => {
    const path = join(temporaryFolder(), 'a', 'b', 'callboard.db');
    await open(`file:${path}`);
    expect(existsSync(path)).toBe(true);
    expect(await rows(`file:${path}`, 'PRAGMA journal_mode')).toEqual([['wal']]);
  });

  test('what is written beside a transaction that fails is not undone with it', async () => {
    const { catalog, records } = await open(await createSqliteDatabase());
    const entity = { apiVersion: 'v1', kind: 'API', metadata: { name: 'a' } };
    const stored = { ref: 'api:default/a', entity, origin: { sourceId: 's', file: 'a', document: 0 }, digest: 'd' };
    const refused = { ...stored, origin: { ...stored.origin, document: Number.NaN } };
    const failing = catalog.applySync(
      {
        sourceId: 's',
        added: [refused],
        changed: [],
        marked: [],
        removed: [],
        unchangedCount: 0,
        problems: [],
        files: { written: [], removed: [] },
        memory: undefined,
      },
      new Date(),
    );
    const outcomes = await Promise.allSettled([
      failing,
      ...upTo(20).map((index) => records.namespace('one').put(`${index}`, index)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', ...upTo(20).map(() => 'fulfilled')]);
    expect((await records.namespace('one').all()).size).toBe(20);
  });

  test('a write waits for another process that writes, with the event loop running on', async () => {
    const url = await createSqliteDatabase();
    const { records } = await open(url);
    const other = await new PrismaBetterSqlite3({ url }).connect();
    await other.executeScript('BEGIN IMMEDIATE');
    const order: string[] = [];
    const written = records
      .namespace('one')
      .put('key', 1)
      .then(() => order.push('written'));
    await new Promise((resolve) => setImmediate(resolve));
    order.push('the event loop went on');
    await other.executeScript('COMMIT');
    await written;
    await other.dispose();
    expect(order).toEqual(['the event loop went on', 'written']);
  });

  describe('is refused in one sentence with what to do', () => {
    const refused = async (url: string, what: RegExp) => {
      const refusal = await refusalOf(open(url));
      expect(refusal.message).toMatch(what);
      expect(refusal.message).not.toContain('\n');
      expect(refusal.hint).toBeTruthy();
    };

    test('a file that is no database', async () => {
      const path = join(temporaryFolder(), 'notes.txt');
      await writeFile(path, 'These are notes, and no database at all.\n'.repeat(50));
      await refused(`file:${path}`, /notes\.txt is not an SQLite database/);
      expect(await readFile(path, 'utf8')).toMatch(/^These are notes/);
    });

    test('a folder', async () => {
      const folder = join(temporaryFolder(), 'folder');
      await mkdir(folder);
      await refused(`file:${folder}`, /folder could not be opened/);
    });

    test('a path below a file', async () => {
      const path = join(temporaryFolder(), 'file');
      await writeFile(path, '');
      await refused(`file:${path}/callboard.db`, /callboard\.db could not be opened/);
    });

    const isRoot = process.getuid?.() === 0;
    if (isRoot)
      process.stderr.write('The test of a folder that may not be written to is skipped: root may write anywhere.\n');
    test.skipIf(isRoot)('a folder that may not be written to', async () => {
      const folder = temporaryFolder();
      await chmod(folder, 0o500);
      await refused(`file:${folder}/callboard.db`, /callboard\.db (could not be opened|may not be written to)/);
    });

    test('a database of something else with a table of the same name', async () => {
      const url = await createSqliteDatabase();
      const other = await new PrismaBetterSqlite3({ url }).connect();
      await other.executeScript('CREATE TABLE "Run" ("id" TEXT)');
      await other.dispose();
      await refused(url, /migration \d+_init failed .* "Run" already exists/);
    });
  });
});
