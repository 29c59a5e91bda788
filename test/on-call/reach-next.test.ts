import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDirectory } from '#callboard/catalog/directory-in-memory.ts';
import { formatEntityRef } from '#callboard/catalog/entity-ref.ts';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import type { OutgoingMessage } from '#callboard/core/messages/outbox.ts';
import type { OnCallContext } from '#callboard/on-call/on-call-context.ts';
import type { Page } from '#callboard/on-call/page-store.ts';
import { createReachNext } from '#callboard/on-call/reach-next.ts';
import { openStore } from '#callboard/store/open-store.ts';
import { createSilentLogger } from '../fixtures/silent-logger.ts';
import { component, group, user } from './company.ts';

const entities = [
  component('checkout', 'payments'),
  group('payments', { 'slack.com/channel': '#payments' }),
  user('ada', ['payments']),
  user('ben', ['payments']),
];
const asked = new Date('2026-01-06T12:00Z');
const ping = (name: string): Page['pings'][number] => ({
  ref: `user:default/${name}`,
  to: { surface: 'slack', kind: 'person', personId: `U${name.toUpperCase()}` },
});

/** What is told of a page of these pings, with a real store and what is said kept in a list. */
async function startReachNext(pings: Page['pings'], now = asked) {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-reach-next-'));
  const logger = createSilentLogger();
  const { pages, close } = await openStore(`file:${join(folder, 'callboard.db')}`, { logger });
  onTestFinished(async () => {
    await close();
    await rm(folder, { recursive: true });
  });
  const directory = createDirectory();
  const written = entities.map((entity) => {
    const ref = formatEntityRef({ kind: entity.kind, namespace: 'default', name: entity.metadata.name });
    return { ref, entity, origin: { sourceId: 'test', file: 'catalog.yaml', document: 0 }, digest: ref };
  });
  directory.apply({ revision: 1, written, removed: [] });
  const accountsOf = async (ref: string) => ({ slack: `U${ref.slice('user:default/'.length).toUpperCase()}` });
  const said: OutgoingMessage[] = [];
  const context: OnCallContext = {
    directory,
    pages,
    logger,
    now: () => now,
    schedules: { add: () => undefined, whoIsOnCall: async () => undefined },
    identity: { userOf: async () => undefined, accountsOf, findAccounts: accountsOf },
    messages: { say: async (message) => void said.push(message), onGivenUp: () => undefined },
  };
  await pages.create({
    id: 'one',
    subject: 'component:default/checkout',
    message: '',
    asker: { surface: 'slack', personId: 'UZOE' },
    address: { surface: 'slack', kind: 'place', conversation: 'C1' },
    pings,
    acknowledgement: undefined,
    createdAt: asked,
  });
  const shown = () => said.map(({ key, to, answer }) => ({ key, to, title: toPlainText(answer).split('\n', 1)[0] }));
  return { reachNext: createReachNext(context), pages, said, shown };
}

const toBen = { key: 'page:one:1', to: ping('ben').to, title: 'Page about checkout' };
const told = (after: number, title: string) => ({
  key: `page:one:after-${after}`,
  to: { surface: 'slack', kind: 'place', conversation: 'C1' },
  title,
});

test('told twice of one message, as after a crash, it says the same under the same keys', async () => {
  const { reachNext, said, shown, pages } = await startReachNext([ping('ada')]);
  await reachNext('page:one:0', 'Gone.');
  expect(shown()).toEqual([toBen, told(1, 'Paged Ben, of payments')]);
  said.length = 0;
  await reachNext('page:one:0', 'Gone.');
  expect(shown()).toEqual([toBen, told(1, 'Paged Ben, of payments')]);
  expect((await pages.get('one'))?.pings).toHaveLength(2);
});

test('of several messages that reach nobody at once, the next is called once', async () => {
  const { reachNext, pages } = await startReachNext([ping('ada'), ping('ben')]);
  await Promise.all([reachNext('page:one:0', 'Gone.'), reachNext('page:one:1', 'Gone.')]);
  expect((await pages.get('one'))?.pings.map(({ to }) => to)).toEqual([
    ping('ada').to,
    ping('ben').to,
    { surface: 'slack', kind: 'place', conversation: '#payments' },
  ]);
});

test('told twice of one message at once, as by two instances, it calls the next once', async () => {
  const { reachNext, pages } = await startReachNext([ping('ada')]);
  await Promise.all([reachNext('page:one:0', 'Gone.'), reachNext('page:one:0', 'Gone.')]);
  expect((await pages.get('one'))?.pings.map(({ to }) => to)).toEqual([ping('ada').to, ping('ben').to]);
});

test('while one of several may be reached, nobody else is called', async () => {
  const { reachNext, shown } = await startReachNext([ping('ada'), ping('ben')]);
  await reachNext('page:one:0', 'Gone.');
  expect(shown()).toEqual([]);
});

test('of what somebody has acknowledged nothing is told, though nobody else could be called', async () => {
  const { reachNext, pages, shown } = await startReachNext([ping('ada')], new Date('2026-01-06T12:30:01Z'));
  await pages.acknowledge('one', { by: { surface: 'slack', personId: 'UBEN' }, at: asked });
  await reachNext('page:one:0', 'Gone.');
  expect(shown()).toEqual([]);
});

test('half an hour after the page was asked for nobody is called any more, and that is told', async () => {
  const { reachNext, shown } = await startReachNext([ping('ada')], new Date('2026-01-06T12:30:01Z'));
  await reachNext('page:one:0', 'It could not be delivered in time.');
  expect(shown()).toEqual([told(1, 'Your page about checkout reached nobody')]);
});

test('a message that a platform does not take within three minutes is given up', async () => {
  const { reachNext, said } = await startReachNext([ping('ada')], new Date('2026-01-06T12:10Z'));
  await reachNext('page:one:0', 'Gone.');
  expect(said[0]?.notAfter).toEqual(new Date('2026-01-06T12:13Z'));
});

test('messages about a page that call nobody, and pages that are gone, are nothing to it', async () => {
  const { reachNext, shown } = await startReachNext([ping('ada')]);
  await reachNext('page:one:acknowledged', 'Gone.');
  await reachNext('page:two:0', 'Gone.');
  expect(shown()).toEqual([]);
});
