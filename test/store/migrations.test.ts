import { readFile } from 'node:fs/promises';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { describe, expect, test } from 'vitest';
import { startSchemaEngine } from '../../prisma/schema-engine.ts';
import { planMigrations } from '#callboard/store/migrations.ts';

const migration = (name: string) => ({ name, sql: '', checksum: '' });
const applied = (name: string, isFinished = true, isRolledBack = false) => ({ name, isFinished, isRolledBack });
const names = (...args: Parameters<typeof planMigrations>) => planMigrations(...args).map(({ name }) => name);

describe('which migrations are applied', () => {
  const committed = ['1_a', '2_b', '3_c'].map(migration);

  test('those that the database lacks, in their order', () => {
    expect(names(committed, [], 'db')).toEqual(['1_a', '2_b', '3_c']);
    expect(names(committed, [applied('1_a')], 'db')).toEqual(['2_b', '3_c']);
  });

  test('one that was rolled back is applied again', () => {
    expect(names(committed, [applied('1_a'), applied('2_b', false, true)], 'db')).toEqual(['2_b', '3_c']);
  });

  test('none where one was begun and never finished', () => {
    expect(() => names(committed, [applied('1_a', false)], 'db')).toThrow(/1_a was begun in the database db/);
  });

  test('none where the database has one that is not known here', () => {
    expect(() => names(committed, [applied('9_z')], 'db')).toThrow(/newer Callboard.*9_z/);
  });
});

test('the schema has not changed since its last migration', async () => {
  const [schema, last] = await Promise.all(
    ['prisma/schema.prisma', 'prisma/migrations/schema.prisma'].map((path) => readFile(path, 'utf8')),
  );
  const adapter = new PrismaBetterSqlite3({ url: ':memory:' });
  const engine = await startSchemaEngine(schema ?? '', adapter);
  expect(await engine.diff(last, schema ?? '')).toMatch(/empty migration/);
  await engine.close();
});
