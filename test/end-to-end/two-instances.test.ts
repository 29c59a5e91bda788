import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Postgresql, startPostgresql } from '../fixtures/postgresql.ts';
import { cleanUp, startServing, temporaryFolder } from '../fixtures/start-process.ts';
import { writeCompany } from './company.ts';
import { createSlowThing } from './create-slow-thing.ts';
import { openPage, type Person } from './open-page.ts';

describe('two instances on one PostgreSQL database', () => {
  let server: Postgresql | { readonly unavailable: string };

  beforeAll(async () => {
    server = await startPostgresql();
  });

  afterAll(async () => {
    await cleanUp();
    if ('stop' in server) await server.stop();
  });

  const ownerOf = async (person: Person, name: string): Promise<string> => {
    const from = person.happened().length;
    await person.say(person.channel('general'), `/who-owns ${name}`);
    return (await person.message(({ isEphemeral }) => isEphemeral, from)).shown;
  };

  test('started at once on an empty one, both migrate, answer, and know what the other made', async ({ skip }) => {
    if ('unavailable' in server) return skip(server.unavailable);
    const DATABASE_URL = await server.createDatabase();
    const folder = await temporaryFolder();
    await writeCompany(folder);
    const [one, other] = await Promise.all([1, 2].map(() => startServing({ folder, environment: { DATABASE_URL } })));
    if (!one || !other) throw new Error('not started');
    const [mira, noor] = [await openPage(one.url, 'mira'), await openPage(other.url, 'noor')];
    expect(await ownerOf(mira, 'till')).toContain('Till (Component) is owned by Desk');
    expect(await ownerOf(noor, 'till')).toContain('Till (Component) is owned by Desk');

    await createSlowThing(mira, 'jetty', 'never');
    const has = async (): Promise<void> => {
      const shown = await ownerOf(noor, 'jetty');
      if (!shown.includes('jetty (Component) is owned by Desk')) await has();
    };
    await has();
    expect(await Promise.all([one.end('SIGTERM'), other.end('SIGTERM')])).toEqual([
      { code: 0, signal: null },
      { code: 0, signal: null },
    ]);
  });
});
