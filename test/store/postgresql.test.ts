import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { postgresqlSchema } from '../../prisma/postgresql-schema.ts';
import { startPostgresql } from '../fixtures/postgresql.ts';
import { describeOpening } from './describe-opening.ts';
import { describeStore } from './describe-store.ts';
import { open } from './fresh-store.ts';
import { refusalOf } from './refusal-of.ts';

const postgresql = await startPostgresql();

const rows = async (url: string, sql: string) => {
  const connection = await new PrismaPg(url).connect();
  try {
    return (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows;
  } finally {
    await connection.dispose();
  }
};

describe.skipIf('unavailable' in postgresql)('on PostgreSQL', () => {
  if ('unavailable' in postgresql) return;
  const { createDatabase, stop } = postgresql;
  afterAll(stop);
  describeStore(createDatabase);
  describeOpening({
    provider: 'postgresql',
    createDatabase,
    schema: async () => postgresqlSchema(await readFile('prisma/schema.prisma', 'utf8')),
    rows,
    adapterFactory: (url) => new PrismaPg(url),
    listTables: `SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
  });

  test('a schema of its own is used where the address names one', async () => {
    const url = new URL(await createDatabase());
    await rows(url.href, 'CREATE SCHEMA callboard');
    url.searchParams.set('schema', 'callboard');
    await (await open(url.href)).records.namespace('one').put('key', 'x');
    url.searchParams.delete('schema');
    expect(await rows(url.href, 'SELECT key FROM callboard."StoredRecord"')).toEqual([['key']]);
    expect(await rows(url.href, `SELECT 1 FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
  });

  describe('is refused in one sentence with what to do, and without its password', () => {
    const refused = async (url: URL, what: RegExp) => {
      const refusal = await refusalOf(open(url.href));
      expect(refusal.message).toMatch(what);
      expect(refusal.message).not.toContain('\n');
      expect(refusal.message).toContain(url.host);
      if (url.password) expect(refusal.message).not.toContain(url.password);
      expect(refusal.hint).toBeTruthy();
    };

    test('a server that is down', async () => {
      await refused(new URL('postgresql://ada:secret-word@127.0.0.1:1/callboard'), /does not answer/);
    });

    test('a server whose name leads to several addresses and that is down', async () => {
      await refused(new URL('postgresql://ada:secret-word@localhost:1/callboard'), /does not answer/);
    });

    test('a wrong password', async () => {
      const url = new URL(await createDatabase());
      url.password = 'secret-word';
      await refused(url, /refuses the user or the password/);
    });

    test('a database that does not exist', async () => {
      const url = new URL(await createDatabase());
      url.pathname = '/absent';
      await refused(url, /absent does not exist/);
    });

    test('a schema that does not exist', async () => {
      const url = new URL(await createDatabase());
      url.searchParams.set('schema', 'absent');
      await refused(url, /lacks the schema that its address names/);
    });

    test('a user who may not make tables', async () => {
      const url = new URL(await createDatabase());
      const role = `callboard_${randomUUID().replaceAll('-', '')}`;
      await rows(url.href, `CREATE ROLE ${role} LOGIN PASSWORD 'secret-word'`);
      onTestFinished(async () => {
        await rows(url.href, `DROP ROLE ${role}`);
      });
      const theirs = new URL(url);
      theirs.username = role;
      theirs.password = 'secret-word';
      await refused(theirs, /does not let Callboard make its tables/);
    });
  });
});
