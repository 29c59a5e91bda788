import { expect, test } from 'vitest';
import type { OutgoingMessage } from '#callboard/core/messages/outbox.ts';
import { startCore } from '../fixtures/start-core.ts';

const dayMs = 24 * 60 * 60 * 1000;

test('a message that was delivered more than 30 days ago is deleted, and later ones are kept', async () => {
  let now = new Date('2026-03-01T12:00:00Z');
  const later = (ms: number) => new Date(now.getTime() + ms);
  const { core, store, stop } = await startCore({ now: () => now });
  const outgoing = (key: string): OutgoingMessage => ({
    key,
    to: { surface: 'nowhere', kind: 'person', personId: 'P1' },
    answer: { kind: 'card', title: key, lines: [], fields: [], buttons: [] },
  });
  const deliver = async (key: string) => {
    await store.messages.put(outgoing(key), now);
    await store.messages.lease(now, later(15_000), 1);
    await store.messages.delivered(key, 1, 'posted', now);
  };
  await deliver('early');
  now = later(2 * dayMs);
  await deliver('late');
  now = later(29 * dayMs);
  await core.open();
  await core.stop();
  for (const key of ['early', 'late']) await store.messages.put(outgoing(key), now);
  const leased = await store.messages.lease(now, later(15_000), 2);
  expect(Object.fromEntries(leased.map(({ key, posted }) => [key, posted]))).toEqual({
    early: undefined,
    late: 'posted',
  });
  await stop();
});
