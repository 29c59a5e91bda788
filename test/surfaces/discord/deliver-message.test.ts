import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Address } from '#callboard/core/messages/address.ts';
import { command } from '../../fixtures/discord/scripted-conversation.ts';
import { buttonsOf, isPrivate, textOf } from '../../fixtures/discord/shown.ts';
import { surfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import type { SurfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import { people, places } from '../../fixtures/discord/world.ts';

const card = (title: string) => ({ kind: 'card', title, lines: [], fields: [], buttons: [] }) as const;
const minute = 60_000;
const place = { surface: 'discord', kind: 'place', conversation: places.channel.id } as const;
const ada = { surface: 'discord', kind: 'person', personId: people.ada.id } as const;
/** The direct conversation that the double opens with a person. */
const directWith = (personId: string) => `77${personId.slice(2)}`;

describe('post and edit', () => {
  let test: SurfaceUnderTest;
  const posts = () =>
    test.discord.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));

  beforeEach(async () => {
    test = await surfaceUnderTest();
  });

  afterEach(async () => {
    await test.stop();
    expect(test.discord.problems).toEqual([]);
  });

  it.each<[string, Address, string]>([
    ['a channel by its id', place, places.channel.id],
    ['a channel by its name', { ...place, conversation: '#payments' }, places.channel.id],
    ['a thread', { ...place, thread: places.thread.id }, places.thread.id],
    ['a person', ada, directWith(people.ada.id)],
    [
      'a person in a channel, whom only a direct message reaches',
      { ...place, onlyFor: people.ada.id },
      directWith(people.ada.id),
    ],
  ])('a message reaches %s and can be edited', async (_, to, channelId) => {
    const posted = await test.surface.post(to, card('Paging'));
    expect(posts().map(({ path }) => path)).toEqual([`/channels/${channelId}/messages`]);
    await test.surface.edit(posted, card('Acknowledged'));
    const edit = test.discord.requests.findLast(({ method }) => method === 'PATCH');
    expect(edit?.path).toMatch(new RegExp(`^/channels/${channelId}/messages/\\d+$`, 'u'));
    expect(textOf(edit?.body ?? {})).toBe('### Acknowledged');
  });

  it('a page pings the one who is on call, and has the button to acknowledge it', async () => {
    const person = { kind: 'person', name: 'Ada', accounts: { discord: people.ada.id }, notify: true } as const;
    const press = { command: 'acknowledge', values: { page: '5f0c' } };
    await test.surface.post(place, {
      ...card('payments'),
      lines: [[person, ' is paged']],
      buttons: [{ label: 'Acknowledge', press, style: 'primary' }],
    });
    const body = posts()[0]?.body ?? {};
    expect(textOf(body)).toBe(`### payments\n<@${people.ada.id}> is paged`);
    expect(body['allowed_mentions']).toEqual({ parse: [], users: [people.ada.id], replied_user: false });
    expect(buttonsOf(body)[0]?.id).toBe('p0 ["acknowledge",{"page":"5f0c"}]');
  });

  it('the same message sent again after a crash is shown once', async () => {
    const [first, second] = [
      await test.surface.post(place, card('Once')),
      await test.surface.post(place, card('Once')),
    ];
    expect(second).toBe(first);
    expect(await test.surface.post(place, card('Other'))).not.toBe(first);
  });

  it('after 15 minutes an interaction’s answer goes to the person, and so does its next edit', async () => {
    test.conversation.table = [command('page', { effect: 'changes' })];
    test.conversation.reply = () => 'kept';
    const asked = test.discord.slash('page');
    await asked.response();
    const to = test.conversation.said[0]?.address ?? place;
    const posted = await test.surface.post(to, card('Paging'));
    expect(isPrivate(await asked.shown())).toBe(true);
    test.pass(15 * minute);
    const again = await test.surface.edit(posted, card('Acknowledged'));
    expect(posts().map(({ path }) => path)).toEqual([`/channels/${directWith(people.ada.id)}/messages`]);
    await test.surface.edit(again, card('Closed'));
    expect(posts()).toHaveLength(1);
    await test.surface.post(to, card('Other'));
    expect(posts()).toHaveLength(2);
  });

  it('a token that Discord refuses before its time makes the answer go to the person', async () => {
    const to = { ...place, onlyFor: people.ada.id, replyToken: `${Date.parse('2026-03-04T11:59:00Z')}:1:unknown` };
    await test.surface.post(to, card('Paging'));
    expect(posts().map(({ path }) => path)).toEqual([`/channels/${directWith(people.ada.id)}/messages`]);
  });

  it('a token that is not acknowledged yet, perhaps by another instance, is tried again', async () => {
    const to = { ...place, onlyFor: people.ada.id, replyToken: `${Date.parse('2026-03-04T12:00:00Z')}:1:unknown` };
    await expect(test.surface.post(to, card('Paging'))).rejects.toThrow('Unknown Webhook');
    expect(posts()).toEqual([]);
  });

  it.each([
    [403, 50001, 'the bot may not see the channel'],
    [403, 50013, 'the bot may not post in the channel'],
    [404, 10003, 'there is no such channel'],
    [400, 50035, 'Discord does not accept the message'],
  ])('status %i with code %i is a refusal', async (status, code, reason) => {
    test.discord.refuse('POST', /\/messages$/u, { status, body: { code, message: 'no' } });
    await expect(test.surface.post(place, card('A'))).rejects.toMatchObject({
      name: 'Refusal',
      message: expect.stringContaining(reason),
    });
  });

  it.each([
    [403, 50001],
    [403, 50013],
    [404, 10003],
    [400, 160005],
  ])('where the bot may not write (%i, %i), whoever asked gets it directly', async (status, code) => {
    test.discord.refuse('POST', new RegExp(`${places.channel.id}/messages$`, 'u'), {
      status,
      body: { code, message: 'no' },
    });
    await test.surface.post({ ...place, askedBy: people.ada.id }, card('Made'));
    expect(posts().at(-1)?.path).toBe(`/channels/${directWith(people.ada.id)}/messages`);
  });

  it('a person who takes no direct messages is a refusal', async () => {
    test.discord.refuse('POST', /\/messages$/u, { status: 403, body: { code: 50007, message: 'no' } });
    await expect(test.surface.post(ada, card('A'))).rejects.toThrow('takes no direct messages');
  });

  it('a message of a channel that was deleted is gone when it is edited', async () => {
    const posted = JSON.parse(await test.surface.post(place, card('A')));
    const deleted = JSON.stringify({ ...posted, message: '2999999999999999999' });
    await expect(test.surface.edit(deleted, card('B'))).rejects.toMatchObject({
      name: 'Refusal',
      code: 'message-gone',
    });
  });

  it('an answer to an interaction that was deleted is gone when it is edited', async () => {
    test.conversation.table = [command('page', { effect: 'changes' })];
    test.conversation.reply = () => 'kept';
    await test.discord.slash('page').response();
    const to = test.conversation.said[0]?.address ?? place;
    const posted = JSON.parse(await test.surface.post(to, card('Paging')));
    const deleted = JSON.stringify({ ...posted, message: '2999999999999999999' });
    await expect(test.surface.edit(deleted, card('B'))).rejects.toMatchObject({
      name: 'Refusal',
      code: 'message-gone',
    });
    expect(JSON.parse(await test.surface.post(to, card('B')))).not.toEqual(posted);
  });

  it.each(['#nowhere', '../users/@me', 'payments'])('there is no channel %s', async (conversation) => {
    await expect(test.surface.post({ ...place, conversation }, card('A'))).rejects.toMatchObject({
      code: 'no-such-channel',
    });
    expect(posts()).toEqual([]);
  });

  it('Discord’s own failure is no refusal, so that it is tried again', async () => {
    test.discord.refuse('POST', /\/messages$/u, { status: 400, body: { code: 0, message: 'strange' } });
    await expect(test.surface.post(place, card('A'))).rejects.not.toHaveProperty('name', 'Refusal');
  });

  it('a profile is the name that people see; a stranger has none', async () => {
    expect(await test.surface.profile(people.ada.id)).toEqual({ name: 'Ada Lovelace' });
    expect(await test.surface.profile(people.grace.id)).toEqual({ name: 'grace' });
    expect(await test.surface.profile('2999999999999999999')).toBeUndefined();
    expect(await test.surface.profile('../guilds')).toBeUndefined();
  });
});
