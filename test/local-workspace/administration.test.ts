import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createClock } from './clock.ts';
import { type Started, startWorkspace } from './start-workspace.ts';

const channels = [
  { id: 'C1', name: 'general' },
  { id: 'C3', name: 'without-bot', isBotMember: false },
  { id: 'C4', name: 'secret', isPrivate: true, isBotMember: false },
  { id: 'C5', name: 'secret-with-bot', isPrivate: true },
  { id: 'C6', name: 'old', isArchived: true },
];

describe('the channels of a workspace', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startWorkspace({
      channels,
      subscriptions: ['channel_archive', 'member_joined_channel', 'message.groups', 'app_mention'],
    });
  });
  afterEach(async () => await started.stop());

  it.each([
    ['C3', 'chat.postMessage', { text: 'x' }, 'not_in_channel'],
    ['C4', 'chat.postMessage', { text: 'x' }, 'channel_not_found'],
    ['C6', 'chat.postMessage', { text: 'x' }, 'is_archived'],
    ['C4', 'chat.postEphemeral', { text: 'x', user: 'U1' }, 'channel_not_found'],
    ['C6', 'chat.postEphemeral', { text: 'x', user: 'U1' }, 'is_archived'],
    ['C4', 'conversations.info', {}, 'channel_not_found'],
    ['C4', 'conversations.members', {}, 'channel_not_found'],
    ['C4', 'conversations.join', {}, 'channel_not_found'],
    ['C5', 'conversations.join', {}, 'method_not_supported_for_channel_type'],
    ['C6', 'conversations.join', {}, 'is_archived'],
  ])('%s refuses %s %o as %s', async (channel, method, given, error) => {
    expect(await started.call(method, { channel, ...given })).toMatchObject({ ok: false, error });
  });

  it('are joined once, and told of with a warning the second time', async () => {
    expect(await started.call('conversations.join', { channel: 'C3' })).toMatchObject({
      ok: true,
      channel: { id: 'C3', is_member: true },
    });
    expect(await started.call('conversations.join', { channel: 'C3' })).toMatchObject({
      warning: 'already_in_channel',
      response_metadata: { warnings: ['already_in_channel'] },
    });
    expect(await started.call('chat.postMessage', { channel: 'C3', text: 'hello' })).toMatchObject({ ok: true });
  });

  it('are listed by type, private ones only where the bot is in, archived ones unless they are left out', async () => {
    const list = async (given: object) => {
      const { channels: listed } = await started.call('conversations.list', given);
      return Array.isArray(listed) ? listed.map(({ name }) => name) : [];
    };
    expect(await list({ types: 'public_channel,private_channel' })).toEqual([
      'general',
      'without-bot',
      'secret-with-bot',
      'old',
    ]);
    expect(await list({ types: 'private_channel' })).toEqual(['secret-with-bot']);
    expect(await list({ exclude_archived: true })).toEqual(['general', 'without-bot']);
    expect(await started.call('conversations.info', { channel: 'C5' })).toMatchObject({
      channel: { is_private: true, is_group: true, is_channel: false },
    });
  });

  it('that are private tell their messages as message.groups, and a command says privategroup', async () => {
    const app = started.app();
    const heard = Promise.withResolvers<object>();
    const used = Promise.withResolvers<string>();
    app.message('hello', async ({ event }) => heard.resolve(event));
    app.command('/who-owns', async ({ ack, command }) => {
      await ack();
      used.resolve(command.channel_name);
    });
    await app.start();
    started.workspace.as('U1').say('secret-with-bot', 'hello');
    expect(await heard.promise).toMatchObject({ channel: 'C5', channel_type: 'group' });
    await started.workspace.as('U1').slash('secret', '/who-owns it');
    expect(await used.promise).toBe('privategroup');
  });

  it('that are archived take no message of anyone, no edit, and the app hears of it', async () => {
    const app = started.app();
    const heard: object[] = [];
    app.event('channel_archive', async ({ event }) => {
      heard.push(event);
    });
    await app.start();
    const { ts } = await started.call('chat.postMessage', { channel: 'C1', text: 'before' });
    await started.workspace.administration.archive('general');
    expect(heard).toMatchObject([{ type: 'channel_archive', channel: 'C1' }]);
    expect(await started.call('chat.update', { channel: 'C1', ts, text: 'after' })).toMatchObject({
      error: 'is_inactive',
    });
    expect(() => started.workspace.as('U1').say('general', 'hello')).toThrow('#general is archived');
    await started.workspace.administration.unarchive('general');
    expect(await started.call('chat.update', { channel: 'C1', ts, text: 'after' })).toMatchObject({ ok: true });
  });

  it('take the app in where a person invites it, and the app hears of it', async () => {
    const app = started.app();
    const heard: object[] = [];
    app.event('member_joined_channel', async ({ event }) => {
      heard.push(event);
    });
    await app.start();
    await started.workspace.as('U1').invite('secret');
    expect(heard).toMatchObject([
      { user: started.workspace.bot.userId, channel: 'C4', channel_type: 'G', inviter: 'U1' },
    ]);
    expect(await started.call('chat.postMessage', { channel: 'C4', text: 'hello' })).toMatchObject({ ok: true });
    await started.workspace.as('U1').remove('secret');
    expect(await started.call('chat.postMessage', { channel: 'C4', text: 'hello' })).toMatchObject({
      error: 'channel_not_found',
    });
  });
});

describe('the people of a workspace', () => {
  it('who are deactivated are marked so, reached by nobody, and can do nothing', async () => {
    const started = await startWorkspace();
    const { workspace } = started;
    const { channel } = await started.call('conversations.open', { users: 'U1', return_im: true });
    const direct = workspace.as('U1').openDirectMessage();
    await workspace.administration.deactivate('U1');
    expect(channel).toMatchObject({ is_user_deleted: false });
    expect(await started.call('conversations.info', { channel: direct })).toMatchObject({
      channel: { is_user_deleted: true },
    });
    expect(await started.call('users.info', { user: 'U1' })).toMatchObject({ user: { id: 'U1', deleted: true } });
    expect(await started.call('users.lookupByEmail', { email: 'jane@example.com' })).toMatchObject({
      error: 'users_not_found',
    });
    expect(await started.call('conversations.open', { users: 'U1' })).toMatchObject({ error: 'user_disabled' });
    expect(await started.call('chat.postMessage', { channel: direct, text: 'x' })).toMatchObject({
      error: 'is_archived',
    });
    expect(await started.call('chat.postEphemeral', { channel: 'C1', user: 'U1', text: 'x' })).toMatchObject({
      error: 'user_not_in_channel',
    });
    expect(() => workspace.as('U1')).toThrow("Jane Doe's account is deactivated.");
    await started.stop();
  });

  it('who are added are in the public channels, with a handle of their own', async () => {
    const started = await startWorkspace({ channels });
    const { administration } = started.workspace;
    const someone = administration.addPerson('Zoë Ó Brien');
    expect(someone.handle).toBe('zoë.ó.brien');
    expect(administration.addPerson('Jane').handle).not.toBe('jane');
    expect(started.workspace.as(someone.id).say('general', 'hello')).toMatchObject({ userId: someone.id });
    expect(() => started.workspace.as(someone.id).say('secret', 'hello')).toThrow('is not in secret');
    expect(await started.call('users.info', { user: someone.id })).toMatchObject({
      user: { real_name: 'Zoë Ó Brien' },
    });
    expect(() => administration.addPerson('  ')).toThrow('Type a name first.');
    await started.stop();
  });
});

it('a message is too old to edit once the workspace says so', async () => {
  const clock = createClock();
  const started = await startWorkspace({ now: clock.now, editWindowMs: 60_000 });
  const { ts } = await started.call('chat.postMessage', { channel: 'C1', text: 'before' });
  clock.advance(60_000);
  expect(await started.call('chat.update', { channel: 'C1', ts, text: 'after' })).toMatchObject({ ok: true });
  clock.advance(1);
  expect(await started.call('chat.update', { channel: 'C1', ts, text: 'later' })).toMatchObject({
    error: 'edit_window_closed',
  });
  await started.stop();
});

it('an app that is removed is told so, its token is good no more, its connection ends; it can come back', async () => {
  const started = await startWorkspace({ subscriptions: ['app_uninstalled', 'tokens_revoked', 'message.im'] });
  const app = started.app();
  const heard: object[] = [];
  app.event('app_uninstalled', async ({ event }) => {
    heard.push(event);
  });
  app.event('tokens_revoked', async ({ event }) => {
    heard.push(event);
  });
  await app.start();
  const left = once(started.workspace.events, 'botConnection');
  await started.workspace.administration.uninstall();
  expect(await left).toEqual([{ isConnected: false }]);
  expect(heard).toMatchObject([
    { type: 'tokens_revoked', tokens: { oauth: [], bot: [started.workspace.bot.userId] } },
    { type: 'app_uninstalled' },
  ]);
  expect(await started.call('auth.test', {})).toMatchObject({ error: 'account_inactive' });
  started.workspace.administration.install();
  expect(await started.call('auth.test', {})).toMatchObject({ ok: true });
  await started.stop();
});
