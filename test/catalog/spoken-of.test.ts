import { expect, test } from 'vitest';
import { findSubject } from '#callboard/catalog/commands/find-subject.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import { buildDirectory, buildEntity, toYaml } from './entity-builder.ts';
import { setUpCatalog, temporaryFolder, writeFiles } from './start-catalog.ts';

const company = [
  buildEntity({ kind: 'Group', name: 'team-a' }),
  buildEntity({ name: 'payments', spec: { providesApis: ['payments-api'], dependsOn: ['resource:db'] } }),
  buildEntity({ kind: 'API', name: 'payments-api' }),
  buildEntity({ kind: 'Resource', name: 'db' }),
  buildEntity({ kind: 'System', name: 'identity' }),
];
const neverValid = buildEntity({ name: 'ghost', spec: { owner: '' } });

const inThread = (thread: string): Address => ({ surface: 'chat', kind: 'place', conversation: 'C1', thread });
const inChannel: Address = { surface: 'chat', kind: 'place', conversation: 'C1' };
const direct: Address = { surface: 'chat', kind: 'person', personId: 'ada' };

async function startConversation() {
  const folder = temporaryFolder();
  writeFiles(folder, { 'catalog.yaml': [...company, neverValid].map(toYaml).join('---\n') });
  const { service, core, store } = await setUpCatalog(folder);
  await service.ingest(['catalog.yaml'], folder);
  const ask = async (text: string, address: Address, personId = 'ada') => {
    const asker = { surface: 'chat', personId };
    const { command, subject, answer } = await core.conversation.answerNow({
      kind: 'sentence',
      id: text,
      asker,
      address,
      text,
    });
    if (subject !== undefined) await kept(subject);
    return { command, subject, kind: answer.kind };
  };
  const spoken = async () => [...(await store.records.namespace('spoken-of').all()).values()].map(({ value }) => value);
  /** The answer does not wait for what it is about to be kept. */
  const kept = (subject: string) => expect.poll(spoken).toContain(subject);
  return { ask, spoken };
}

test.each([
  ['who owns it?', 'who-owns', 'component:default/payments'],
  ['and what depends on it?', 'depends', 'component:default/payments'],
  ['where is its repo?', 'where-is', 'component:default/payments'],
  ['and its API?', 'where-is', 'api:default/payments-api'],
  ['what is it', 'show', 'component:default/payments'],
  ['where are its docs', 'where-is', 'component:default/payments'],
  ['who owns that', 'who-owns', 'component:default/payments'],
])('“%s” after a question about something is about that', async (text, command, subject) => {
  const { ask } = await startConversation();
  await ask('show payments', inThread('T1'));
  expect(await ask(text, inThread('T1'), 'ben')).toEqual({ command, subject, kind: 'card' });
});

test('a conversation goes on from what was last spoken of', async () => {
  const { ask } = await startConversation();
  await ask('show payments', direct);
  await ask('where is the API for payments', direct);
  expect(await ask('who owns it', direct)).toMatchObject({ subject: 'api:default/payments-api' });
});

test('another thread, and another person in a channel, speak of other things', async () => {
  const { ask } = await startConversation();
  await ask('show payments', inThread('T1'));
  await ask('show db', inChannel, 'ada');
  expect(await ask('who owns it', inThread('T2'))).toMatchObject({ kind: 'refusal' });
  expect(await ask('who owns it', inChannel, 'ben')).toMatchObject({ kind: 'refusal' });
  expect(await ask('who owns it', inChannel, 'ada')).toMatchObject({ subject: 'resource:default/db' });
});

test('what begins a thread goes on from what its asker spoke of before, and what follows in it from that', async () => {
  const { ask } = await startConversation();
  const beginning = (thread: string): Address => ({
    surface: 'chat',
    kind: 'place',
    conversation: 'C1',
    thread,
    beginsThread: true,
  });
  await ask('show payments', beginning('T1'));
  await ask('show db', inThread('T1'));
  expect(await ask('who owns it', beginning('T2'))).toMatchObject({ subject: 'component:default/payments' });
  expect(await ask('where is it', inThread('T1'))).toMatchObject({ subject: 'resource:default/db' });
  expect(await ask('where is it', inThread('T2'), 'ben')).toMatchObject({ subject: 'component:default/payments' });
  expect(await ask('who owns it', beginning('T3'), 'ben')).toMatchObject({ kind: 'refusal' });
});

test('a question that may do without a name does', async () => {
  const { ask } = await startConversation();
  await ask('show payments', direct);
  expect(await ask('sources', direct)).toMatchObject({ command: 'sources', subject: undefined });
});

test.each(['who owns spaceship', 'who owns payments teleport'])(
  'after “%s”, which fits nothing, “it” is not what was spoken of before',
  async (text) => {
    const { ask, spoken } = await startConversation();
    await ask('show payments', direct);
    expect(await ask(text, direct)).toMatchObject({ subject: undefined });
    await expect.poll(spoken).toEqual([]);
    expect(await ask('and what depends on it?', direct)).toMatchObject({ kind: 'refusal' });
  },
);

test('“it” after a question about what was never valid is that, and is told to be it', async () => {
  const { ask } = await startConversation();
  await ask('show payments', direct);
  expect(await ask('who owns ghost', direct)).toMatchObject({ subject: 'component:default/ghost', kind: 'list' });
  expect(await ask('and what depends on it?', direct)).toMatchObject({
    subject: 'component:default/ghost',
    kind: 'list',
  });
});

test('a word for what nobody spoke of is a name where a thing is called so, and no misspelt one', () => {
  const directory = buildDirectory([{ kind: 'Group', name: 'it' }, { name: 'identity' }, { name: 'this-week' }]);
  expect(findSubject('who-owns', 'IT', directory)).toMatchObject({ entry: { ref: 'group:default/it' } });
  expect(() => findSubject('who-owns', 'this', directory)).toThrow(
    'Nothing was spoken of here before, so I do not know what “this” is.',
  );
});
