import { expect, test } from 'vitest';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import { buildEntity, toYaml } from './entity-builder.ts';
import { setUpCatalog, temporaryFolder, writeFiles } from './start-catalog.ts';

const company = [
  buildEntity({ kind: 'Group', name: 'team-a' }),
  buildEntity({ name: 'payments', spec: { dependsOn: ['resource:db'] } }),
  buildEntity({ kind: 'Resource', name: 'db' }),
  buildEntity({ kind: 'Group', name: 'desk-north' }),
  buildEntity({ kind: 'Group', name: 'desk-south' }),
  buildEntity({ kind: 'User', name: 'ada', spec: { profile: { displayName: 'Ada Lovelace' } } }),
];

const channel: Address = { surface: 'chat', kind: 'place', conversation: 'C1', onlyFor: 'ada' };
const elsewhere: Address = { surface: 'chat', kind: 'place', conversation: 'C2' };
const thread: Address = { surface: 'chat', kind: 'place', conversation: 'C1', thread: 'T1' };

async function startConversation() {
  const folder = temporaryFolder();
  writeFiles(folder, { 'catalog.yaml': company.map(toYaml).join('---\n') });
  const { service, core, store } = await setUpCatalog(folder);
  await service.ingest(['catalog.yaml'], folder);
  const ask = async (text: string, address: Address = channel) => {
    const asker = { surface: 'chat', personId: 'ada', name: 'Ada' };
    const answered = await core.conversation.answerNow({ kind: 'sentence', id: text, asker, address, text });
    const { subject } = answered;
    const spoken = async () =>
      [...(await store.records.namespace('spoken-of').all()).values()].map(({ value }) => value);
    if (subject !== undefined) await expect.poll(spoken).toContain(subject);
    return { ...answered, text: toPlainText(answered.answer) };
  };
  return { ask, store, identity: core.identity };
}

test.each(['bind payments', 'bind this channel to payments'])('“%s” is told to everyone there', async (text) => {
  const { ask } = await startConversation();
  expect(await ask(text)).toMatchObject({
    isForEveryone: true,
    text: expect.stringMatching(/^Ada bound this channel to payments\n.*\/on-call, \/who-owns/),
  });
});

test('who bound or unbound it is told by their name in the catalog', async () => {
  const { ask, identity } = await startConversation();
  await identity.link('chat', 'ada', 'user:default/ada');
  expect((await ask('bind payments')).text).toMatch(/^Ada Lovelace bound this channel to payments/);
  expect((await ask('unbind')).text).toMatch(/^Ada Lovelace unbound this channel from payments/);
});

test('a command in a bound channel needs no name, in its threads neither; elsewhere it does', async () => {
  const { ask } = await startConversation();
  await ask('bind payments');
  expect(await ask('who-owns')).toMatchObject({ subject: 'component:default/payments' });
  expect(await ask('who-owns', thread)).toMatchObject({ subject: 'component:default/payments' });
  expect(await ask('who-owns', elsewhere)).toMatchObject({ answer: { code: 'missing-value' } });
});

test('where somebody talks with the bot beside a bound channel, that is meant', async () => {
  const { ask } = await startConversation();
  await ask('bind payments');
  const beside: Address = { surface: 'chat', kind: 'place', conversation: 'D1', beside: 'C1' };
  expect(await ask('who-owns', beside)).toMatchObject({ subject: 'component:default/payments' });
  expect((await ask('what is this channel bound to', beside)).text).toMatch(/^This channel is bound to nothing/);
});

test('a name that is said, and what a thread speaks of, go before what the channel is bound to', async () => {
  const { ask } = await startConversation();
  await ask('bind payments');
  expect(await ask('show db')).toMatchObject({ subject: 'resource:default/db' });
  expect(await ask('who-owns')).toMatchObject({ subject: 'component:default/payments' });
  expect(await ask('who owns it')).toMatchObject({ subject: 'component:default/payments' });
  await ask('show db', thread);
  expect(await ask('who-owns', thread)).toMatchObject({ subject: 'resource:default/db' });
});

test('a name that several things have, or nothing, is asked back to the one who said it', async () => {
  const { ask } = await startConversation();
  const several = await ask('bind desk');
  expect(several).toMatchObject({ answer: { kind: 'choice', options: [{ press: { command: 'bind' } }, {}] } });
  expect(several.isForEveryone).toBeUndefined();
  expect(await ask('bind paymnets')).toMatchObject({ text: expect.stringContaining('bound this channel to payments') });
  expect((await ask('bind zzzzzz')).answer.kind).toBe('refusal');
  expect((await ask('what is this channel bound to')).text).toMatch(/^This channel is bound to payments\n/);
});

test('what a channel is bound to is told, and taken back', async () => {
  const { ask } = await startConversation();
  expect((await ask('bind')).text).toMatch(/^This channel is bound to nothing\n.*\/bind NAME/);
  await ask('bind team-a');
  expect((await ask('what is this channel bound to?')).text).toMatch(/^This channel is bound to team-a\n/);
  expect(await ask('unbind')).toMatchObject({
    isForEveryone: true,
    text: expect.stringContaining('Ada unbound this channel from team-a'),
  });
  expect((await ask('unbind')).text).toBe('This channel is bound to nothing');
});

test('nothing is bound where one person is alone', async () => {
  const { ask } = await startConversation();
  const direct: Address = { surface: 'chat', kind: 'person', personId: 'ada' };
  expect(await ask('bind payments', direct)).toMatchObject({ answer: { code: 'nothing-to-bind' } });
});

test('that what a channel is bound to has gone from the catalog is told where a question would be about it', async () => {
  const { ask, store } = await startConversation();
  await store.records.namespace('bindings').put('chat C1', 'component:default/retired');
  expect(await ask('who-owns')).toMatchObject({
    answer: {
      code: 'bound-to-gone',
      message: 'This channel is bound to component:default/retired, which is not in the catalog any more.',
      hint: expect.stringContaining('/unbind'),
    },
  });
  expect(await ask('who owns payments')).toMatchObject({ subject: 'component:default/payments' });
});
