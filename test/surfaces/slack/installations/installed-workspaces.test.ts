import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { Surface } from '#callboard/core/messages/surface.ts';
import { createSecretBox } from '#callboard/core/storage/secret-box.ts';
import { createInstallationRecords } from '#callboard/surfaces/slack/installations/installation-records.ts';
import { createInstalledWorkspaces } from '#callboard/surfaces/slack/installations/installed-workspaces.ts';
import { startCore } from '../../../fixtures/start-core.ts';

const installation = { id: 'T1', name: 'Acme', botId: 'B1', botUserId: 'UBOT', installedAt: 0, token: 'xoxb-1' };

/** A surface that is never asked for anything. */
const surfaceOf = (id: string): Surface => ({
  id: `slack:${id}`,
  userAnnotation: '',
  everyoneIsAdministrator: false,
  post: () => Promise.reject(new Error('not asked for')),
  edit: () => Promise.reject(new Error('not asked for')),
  profile: async () => undefined,
  findByEmail: async () => undefined,
  start: async () => undefined,
  stop: async () => undefined,
});

async function startDatabase() {
  let now = new Date('2026-03-01T12:00:00Z');
  const { store, logger, stop } = await startCore({ now: () => now });
  onTestFinished(stop);
  let readCount = 0;
  const startInstance = (key: Buffer) => {
    const records = createInstallationRecords(
      store.records.namespace('slack.installations'),
      createSecretBox(key),
      () => now,
    );
    const kept: typeof records = {
      ...records,
      all: () => {
        readCount += 1;
        return records.all();
      },
    };
    const surfaces = new Map<string, Surface>();
    const instance = createInstalledWorkspaces({
      kept,
      create: (id) => ({ id, installation: undefined, surface: surfaceOf(id), take: async () => undefined }),
      addSurface: (surface) => void surfaces.set(surface.id, surface),
      renew: async () => undefined,
      now: () => now,
      logger,
    });
    return { ...instance, surfaces };
  };
  return { startInstance, logger, reads: () => readCount, pass: (ms: number) => (now = new Date(now.getTime() + ms)) };
}

const key = randomBytes(32);
const event = { type: 'event_callback', team_id: 'T1', event: { type: 'message' } };
const uninstalled = { type: 'event_callback', team_id: 'T1', event: { type: 'app_uninstalled' } };

test('what one instance installs another knows when something comes from there, and without the database from then on', async () => {
  const { startInstance, reads, pass } = await startDatabase();
  const [one, other] = [startInstance(key), startInstance(key)];
  await Promise.all([one.load(), other.load()]);
  await one.install(installation);
  pass(2000);
  expect(await other.find(event)).toBeDefined();
  expect([...other.surfaces.keys()]).toEqual(['slack:T1']);
  const before = reads();
  pass(60_000);
  await other.find(event);
  expect(reads()).toBe(before);
  // Who is not known is not looked for each time.
  for (let count = 0; count < 10; count += 1) expect(await other.find({ ...event, team_id: 'T404' })).toBeUndefined();
  expect(reads()).toBe(before + 1);
});

test('what one instance is told was uninstalled no other takes any more, once it has looked', async () => {
  const { startInstance } = await startDatabase();
  const [one, other] = [startInstance(key), startInstance(key)];
  await one.install(installation);
  await other.load();
  const take = await one.find(uninstalled);
  await take?.({ body: uninstalled, ack: async () => undefined });
  await other.follow();
  expect(await other.find(event)).toBeUndefined();
});

test('an installation that was sealed with another key is left out, told in the log, and the others are there', async () => {
  const { startInstance, logger } = await startDatabase();
  await startInstance(randomBytes(32)).install(installation);
  await startInstance(key).install({ ...installation, id: 'T2' });
  const restarted = startInstance(key);
  await restarted.load();
  expect([...restarted.surfaces.keys()]).toEqual(['slack:T2']);
  expect(logger.lines.filter(({ level }) => level === 'error')).toMatchObject([
    { fields: { workspace: 'T1' } },
    { fields: { workspace: 'T1' } },
  ]);
});
