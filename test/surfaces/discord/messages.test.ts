import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command } from '../../fixtures/discord/scripted-conversation.ts';
import { buttonId, inputsOf, textOf } from '../../fixtures/discord/shown.ts';
import { surfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import type { SurfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import { people, places } from '../../fixtures/discord/world.ts';

const card = (title: string) => ({ kind: 'card', title, lines: [], fields: [], buttons: [] }) as const;
const mention = `<@${people.bot.id}>`;

describe('mentions and direct messages', () => {
  let test: SurfaceUnderTest;
  const sent = (channelId: string) =>
    test.discord.request(({ method, path }) => method === 'POST' && path === `/channels/${channelId}/messages`);

  beforeEach(async () => {
    test = await surfaceUnderTest();
    test.conversation.table = [command('create', { effect: 'changes' })];
    test.conversation.reply = () => card('payments');
  });

  afterEach(async () => {
    await test.stop();
    expect(test.discord.problems).toEqual([]);
  });

  it('a mention in a channel is a sentence, answered there as a reply that pings nobody', async () => {
    test.discord.say(`${mention} who owns payments?`);
    const { body } = await sent(places.channel.id);
    expect(textOf(body)).toBe('### payments');
    expect(body['message_reference']).toMatchObject({ message_id: test.conversation.said[0]?.id });
    expect(body['allowed_mentions']).toEqual({ parse: [], users: [], replied_user: false });
    expect(test.conversation.said).toEqual([
      {
        id: expect.any(String),
        kind: 'sentence',
        text: 'who owns payments?',
        asker: { surface: 'discord', personId: people.ada.id, name: 'Ada Lovelace' },
        address: { surface: 'discord', kind: 'place', conversation: places.channel.id, askedBy: people.ada.id },
      },
    ]);
  });

  it('a mention in a thread is said in its channel, and answered in the thread', async () => {
    test.discord.say(`${mention} who owns payments?`, { channelId: places.thread.id });
    await sent(places.thread.id);
    expect(test.conversation.said[0]?.address).toMatchObject({
      conversation: places.channel.id,
      thread: places.thread.id,
    });
  });

  it('a direct message needs no mention', async () => {
    test.discord.say('who owns payments?', { isDirect: true });
    await sent(places.direct.id);
    expect(test.conversation.said[0]).toMatchObject({ kind: 'sentence', text: 'who owns payments?' });
  });

  it('what other bots say, and what is said to others, is left alone', async () => {
    test.discord.say(`${mention} hello`, { isBot: true });
    test.discord.say('who owns payments?');
    test.discord.say(`${mention} at last`);
    await sent(places.channel.id);
    expect(test.conversation.said.map((said) => said.kind === 'sentence' && said.text)).toEqual(['at last']);
  });

  it('a sentence that is kept is answered by the outbox alone', async () => {
    test.conversation.reply = (said) => (said.kind === 'sentence' && said.text === 'page' ? 'kept' : card('payments'));
    test.discord.say(`${mention} page`);
    test.discord.say(`${mention} who`);
    await sent(places.channel.id);
    expect(test.discord.requests.filter(({ path }) => path.endsWith('/messages'))).toHaveLength(1);
  });

  it('where the bot may not post, the person gets the answer directly', async () => {
    const answer = { status: 403, body: { code: 50013, message: 'Missing Permissions' } };
    test.discord.refuse('POST', new RegExp(`^/channels/${places.channel.id}/`, 'u'), answer);
    test.discord.say(`${mention} who owns payments?`);
    const { body } = await sent(`77${people.ada.id.slice(2)}`);
    expect(textOf(body)).toBe('### payments');
  });

  it('a fault is told where it was asked, without its details', async () => {
    test.conversation.take = () => Promise.reject(new Error('secret detail'));
    test.discord.say(`${mention} who owns payments?`);
    const { body } = await sent(places.channel.id);
    expect(textOf(body)).toMatch(/Something went wrong.*\n.*number \d+/u);
    await test.logged(/A message could not be answered/u);
  });

  it('a form that a sentence asks for is opened by a button, for the one who asked alone', async () => {
    const field = { kind: 'text', name: 'name', label: 'Name', isRequired: true, isMultiline: false } as const;
    const form = {
      title: 'New service',
      submitLabel: 'Create',
      pages: [{ id: '0', title: 'One', fields: [field] }],
    } as const;
    test.conversation.reply = () => ({ kind: 'form', form, submit: { command: 'create', values: {} } });
    test.discord.say(`${mention} create a service`);
    const { body } = await sent(places.channel.id);
    const message = { id: '8', ...body };
    const opened = await test.discord.press(message, buttonId(message, 'Fill in')).response();
    expect(opened.type).toBe(9);
    expect(inputsOf(opened.data).map(({ label }) => label)).toEqual(['Name']);
    const other = test.discord.press(message, buttonId(message, 'Fill in'), { person: people.grace });
    expect(textOf(await other.shown())).toBe('This form was submitted already.');
  });
});
