import { afterEach, describe, expect, it } from 'vitest';
import { command } from '../../fixtures/discord/scripted-conversation.ts';
import { textOf } from '../../fixtures/discord/shown.ts';
import { surfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import type { SurfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';

const card = (title: string) => ({ kind: 'card', title, lines: [], fields: [], buttons: [] }) as const;
const registrations = (test: SurfaceUnderTest) => test.discord.requests.filter(({ method }) => method === 'PUT');

describe('the connection to Discord', () => {
  let test: SurfaceUnderTest;

  afterEach(async () => {
    await test.stop();
    expect(test.discord.problems).toEqual([]);
  });

  it('commands are registered at once, hidden ones left out', async () => {
    test = await surfaceUnderTest({ isConnected: false });
    const parameters = [
      { name: 'note', description: 'Why', isRequired: false },
      { name: 'name', description: 'x'.repeat(150), isRequired: true, lookup: { name: 'entities', filter: '' } },
    ];
    test.conversation.table = [command('who-owns', { parameters }), command('acknowledge', { isHidden: true })];
    await test.surface.start();
    await test.logged(/registered with Discord/u);
    const option = { type: 3, name: 'name', description: `${'x'.repeat(99)}…`, required: true, autocomplete: true };
    expect(registrations(test).map(({ body }) => body['list'])).toEqual([
      [
        {
          type: 1,
          name: 'who-owns',
          description: 'Does who-owns',
          options: [option, { type: 3, name: 'note', description: 'Why', required: false, autocomplete: false }],
          contexts: [0, 1],
          integration_types: [0],
        },
      ],
    ]);
  });

  it('commands that are registered already are not sent again', async () => {
    const table = [command('who-owns'), command('find')];
    test = await surfaceUnderTest({ isConnected: false, registered: table.toReversed() });
    test.conversation.table = table;
    await test.surface.start();
    await test.discord.request(({ method, path }) => method === 'GET' && path.endsWith('/commands'));
    await test.surface.stop();
    expect(registrations(test)).toEqual([]);
  });

  it('commands of which one has changed are sent again', async () => {
    test = await surfaceUnderTest({ isConnected: false, registered: [command('who-owns')] });
    test.conversation.table = [command('who-owns', { summary: 'Tells the owner' })];
    await test.surface.start();
    await test.logged(/registered with Discord/u);
    expect(registrations(test)).toHaveLength(1);
  });

  it('a registration that Discord refuses is said, and the bot answers all the same', async () => {
    test = await surfaceUnderTest({ isConnected: false });
    test.discord.refuse('PUT', /\/commands$/u, { status: 403, body: { code: 50001, message: 'Missing Access' } });
    test.conversation.table = [command('who-owns')];
    test.conversation.reply = () => card('payments');
    await test.surface.start();
    expect(await test.logged(/could not be registered/u)).toContain('Missing Access');
    expect(textOf(await test.discord.slash('who-owns').shown())).toBe('### payments');
  });

  it('a connection that breaks is resumed, with what was said meanwhile', async () => {
    test = await surfaceUnderTest();
    test.conversation.table = [command('who-owns')];
    test.conversation.reply = () => card('payments');
    test.discord.gateway.drop(4000);
    const asked = test.discord.slash('who-owns');
    await test.discord.gateway.connected(2);
    expect(test.discord.gateway.arrivals).toEqual(['identify', 'resume']);
    expect(textOf(await asked.shown())).toBe('### payments');
    expect(test.counted.get('discord_reconnects_total')).toBe(1);
  });

  it('a wrong token is said in one sentence and not tried again', async () => {
    test = await surfaceUnderTest({ token: 'wrong', isConnected: false });
    await test.surface.start();
    expect(await test.logged(/token/u)).toBe(
      'error: Discord does not let the bot in: the token is wrong: set DISCORD_TOKEN to the bot token of the application.',
    );
    expect(test.log).toHaveLength(1);
    expect(test.counted.get('discord_failures_total token')).toBe(1);
  });

  it('a token that the gateway refuses is said in one sentence', async () => {
    test = await surfaceUnderTest();
    test.discord.gateway.drop(4004);
    expect(await test.logged(/does not let the bot in/u)).toContain('the token is wrong');
  });

  it('a Discord that is down is tried again, ever more rarely, until it is there', async () => {
    test = await surfaceUnderTest({ isConnected: false });
    test.discord.refuse('GET', /^\/gateway\/bot$/u, { status: 400, body: { code: 0, message: 'down' } }, 2);
    await test.surface.start();
    expect(await test.letTimeRunOut()).toBe(5_000);
    expect(await test.letTimeRunOut()).toBe(10_000);
    await test.logged(/Connected to Discord/u);
    expect(test.counted.get('discord_failures_total unreachable')).toBe(2);
  });

  it('stopping takes three seconds at most though Discord does not answer while it is being reached', async () => {
    test = await surfaceUnderTest({ isConnected: false });
    test.discord.hold('GET', /^\/gateway\/bot$/u);
    await test.surface.start();
    await test.discord.request(({ path }) => path === '/gateway/bot');
    const stopped = test.surface.stop();
    expect(await test.letTimeRunOut()).toBe(3000);
    await stopped;
    await test.logged(/left behind/u);
  });

  it('stopping takes three seconds at most though Discord does not let go of the connection', async () => {
    test = await surfaceUnderTest();
    test.discord.gateway.fallSilent();
    const stopped = test.surface.stop();
    expect(await test.letTimeRunOut()).toBe(3000);
    await stopped;
  });

  it('a connection that comes about while the bot stops is ended', async () => {
    test = await surfaceUnderTest({ isConnected: false });
    const release = test.discord.hold('GET', /^\/gateway\/bot$/u);
    await test.surface.start();
    await test.discord.request(({ path }) => path === '/gateway/bot');
    const stopped = test.surface.stop();
    release();
    await stopped;
    expect(test.discord.gateway.arrivals).toEqual(['identify']);
    await test.discord.gateway.deserted();
  });

  it('stopping says nothing of a connection that broke', async () => {
    test = await surfaceUnderTest();
    await test.surface.stop();
    expect(test.log.filter((line) => !line.startsWith('info'))).toEqual([]);
  });

  it('a channel can’t be found by name before the bot is connected, which is no refusal', async () => {
    test = await surfaceUnderTest({ isConnected: false });
    const to = { surface: 'discord', kind: 'place', conversation: '#payments' } as const;
    await expect(test.surface.post(to, card('A'))).rejects.not.toHaveProperty('name', 'Refusal');
  });
});
