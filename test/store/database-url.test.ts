import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDatabaseUrl } from '#callboard/store/database-url.ts';

describe('a database address', () => {
  test('a file is found relative to the working directory, or by its full address', () => {
    expect(readDatabaseUrl('file:data/x.db')).toMatchObject({ provider: 'sqlite', path: resolve('data/x.db') });
    expect(readDatabaseUrl('file:/srv/x.db')).toMatchObject({ provider: 'sqlite', path: '/srv/x.db' });
    expect(readDatabaseUrl('file:///srv/my%20x.db')).toMatchObject({ provider: 'sqlite', path: '/srv/my x.db' });
  });

  test('a PostgreSQL address is shown without its password and its parameters', () => {
    expect(readDatabaseUrl('postgres://ada:p%40ss@db.example:5433/callboard?sslmode=require&schema=bot')).toEqual({
      provider: 'postgresql',
      url: 'postgres://ada:p%40ss@db.example:5433/callboard?sslmode=require',
      schema: 'bot',
      shown: 'postgres://ada:***@db.example:5433/callboard',
    });
  });

  test.each([
    '',
    'callboard.db',
    'mysql://ada:secret-word@db/x',
    'file:',
    'file:data/',
    'postgresql://ada:secret-word@',
  ])('%j is refused, with both kinds that there are, and without a password', (text) => {
    const read = () => readDatabaseUrl(text);
    expect(read).toThrow(expect.objectContaining({ name: 'Refusal', code: 'bad-database-url' }));
    expect(read).not.toThrow(/secret-word/);
  });
});
