import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command } from '../../fixtures/discord/scripted-conversation.ts';
import { buttonId, isPrivate, selectsOf, textOf } from '../../fixtures/discord/shown.ts';
import { surfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import type { SurfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import { people, places } from '../../fixtures/discord/world.ts';

const card = (title: string) => ({ kind: 'card', title, lines: [], fields: [], buttons: [] }) as const;

describe('slash commands and buttons', () => {
  let test: SurfaceUnderTest;

  beforeEach(async () => {
    test = await surfaceUnderTest();
    const lookup = { name: 'entities', filter: 'kind=component' };
    const parameters = [
      { name: 'name', description: 'Of what', isRequired: true, lookup },
      { name: 'note', description: 'Why', isRequired: false },
    ];
    test.conversation.table = [command('who-owns', { parameters }), command('page', { effect: 'changes' })];
  });

  afterEach(async () => {
    await test.stop();
    expect(test.discord.problems).toEqual([]);
  });

  it('a command that reads is acknowledged before it is worked on, and answered to the person alone', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    test.conversation.reply = async () => {
      await promise;
      return { ...card('payments'), fields: [{ label: 'Owner', value: 'team-a' }] };
    };
    const asked = test.discord.slash('who-owns', { name: ' payments ' });
    expect((await asked.response()).type).toBe(5);
    resolve();
    const shown = await asked.shown();
    expect(textOf(shown)).toBe('### payments\n**Owner**: team-a');
    expect(isPrivate(shown)).toBe(true);
    expect(test.conversation.said).toEqual([
      {
        id: asked.id,
        kind: 'press',
        press: { command: 'who-owns', values: { name: 'payments' } },
        asker: { surface: 'discord', personId: people.ada.id, name: 'Ada Lovelace' },
        address: {
          surface: 'discord',
          kind: 'place',
          conversation: places.channel.id,
          askedBy: people.ada.id,
          onlyFor: people.ada.id,
          replyToken: `${Date.parse('2026-03-04T12:00:00Z')}:${people.bot.id}:${asked.token}`,
        },
      },
    ]);
  });

  it('a command in a thread is said in its channel and that thread', async () => {
    test.conversation.reply = () => card('payments');
    await test.discord.slash('who-owns', {}, { channelId: places.thread.id }).shown();
    expect(test.conversation.said[0]?.address).toMatchObject({
      conversation: places.channel.id,
      thread: places.thread.id,
    });
  });

  it('a command in a direct conversation is answered openly', async () => {
    test.conversation.reply = () => card('payments');
    const shown = await test.discord.slash('who-owns', {}, { isDirect: true }).shown();
    expect(isPrivate(shown)).toBe(false);
    expect(test.conversation.said[0]?.address).not.toHaveProperty('onlyFor');
  });

  it('what changes something is kept before it is acknowledged; its answer takes the place of the waiting one', async () => {
    test.conversation.reply = () => 'kept';
    const asked = test.discord.slash('page', { target: 'payments' });
    expect((await asked.response()).type).toBe(5);
    expect(test.conversation.said).toHaveLength(1);
    const to = test.conversation.said[0]?.address;
    if (to === undefined) throw new Error('nothing was said');
    const posted = await test.surface.post(to, card('Paging'));
    expect(textOf(await asked.shown())).toBe('### Paging');
    await test.surface.edit(posted, card('Acknowledged'));
    expect(textOf(await asked.shown())).toBe('### Acknowledged');
    await test.surface.post(to, card('And more'));
    const more = await asked.followUp();
    expect([textOf(more), isPrivate(more)]).toEqual(['### And more', true]);
  });

  it('an answer that is there before the acknowledgement waits for it', async () => {
    let posted: Promise<string> | undefined;
    test.conversation.reply = (said) => {
      posted = test.surface.post(said.address, card('At once'));
      return 'kept';
    };
    const asked = test.discord.slash('page');
    expect(textOf(await asked.shown())).toBe('### At once');
    await posted;
  });

  it('what takes longer than two seconds to be kept is acknowledged before', async () => {
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof card>>();
    test.conversation.reply = () => promise;
    const asked = test.discord.slash('page');
    expect(await test.letTimeRunOut()).toBe(2000);
    expect((await asked.response()).type).toBe(5);
    resolve(card('Paged'));
    expect(textOf(await asked.shown())).toBe('### Paged');
  });

  it('while an option is typed, at most 25 fitting choices are offered', async () => {
    test.conversation.options = Array.from({ length: 40 }, (_, index) => ({
      label: `pay ${index}`,
      value: `c:${index}`,
    }));
    const choices = await test.discord.type('who-owns', 'name', 'PAY');
    expect(choices).toHaveLength(25);
    expect(choices[0]).toEqual({ name: 'pay 0', value: 'c:0' });
  });

  it('an option that looks nothing up offers nothing', async () => {
    expect(await test.discord.type('who-owns', 'note', 'x')).toEqual([]);
  });

  it('a lookup that fails offers nothing and is logged', async () => {
    test.conversation.lookUp = () => Promise.reject(new Error('no directory'));
    expect(await test.discord.type('who-owns', 'name', 'x')).toEqual([]);
    await test.logged(/An interaction could not be answered/u);
  });

  it('a button asks for its command, and its answer is the person’s alone', async () => {
    const button = {
      label: 'Page',
      press: { command: 'page', values: { target: 'payments', tries: 2, isTest: true } },
    };
    test.conversation.reply = (said) =>
      said.kind === 'press' && said.press.command === 'page'
        ? card('Paged')
        : { ...card('payments'), buttons: [button] };
    const first = await test.discord.slash('who-owns').shown();
    const shown = await test.discord.press(first, buttonId(first, 'Page')).shown();
    expect([textOf(shown), isPrivate(shown)]).toEqual(['### Paged', true]);
    expect(test.conversation.said[1]).toMatchObject({ kind: 'press', press: button.press });
  });

  it('a button whose values are long works for 30 days, and then says that it is too old', async () => {
    const press = { command: 'who-owns', values: { names: Array.from({ length: 30 }, (_, index) => `name ${index}`) } };
    test.conversation.reply = () => ({ ...card('payments'), buttons: [{ label: 'More', press }] });
    const first = await test.discord.slash('who-owns').shown();
    await test.discord.press(first, buttonId(first, 'More')).shown();
    expect(test.conversation.said[1]).toMatchObject({ press });
    test.pass(31 * 24 * 60 * 60 * 1000);
    const shown = await test.discord.press(first, buttonId(first, 'More')).shown();
    expect(textOf(shown)).toContain('too old');
    expect(test.conversation.said).toHaveLength(2);
  });

  it('an option of a select asks for its command', async () => {
    const options = Array.from({ length: 30 }, (_, index) => ({
      label: `one ${index}`,
      press: { command: 'who-owns', values: { name: `${index}` } },
    }));
    test.conversation.reply = () => ({ kind: 'choice', question: 'Which?', options });
    const first = await test.discord.slash('who-owns').shown();
    const second = selectsOf(first)[1];
    await test.discord.select(first, second?.id ?? '', String(second?.options[4]?.['value'])).shown();
    expect(test.conversation.said[1]).toMatchObject({ press: { command: 'who-owns', values: { name: '29' } } });
  });

  it('a button that nobody knows says so', async () => {
    const shown = await test.discord.press({ id: '9', flags: 0 }, 'something-else').shown();
    expect(textOf(shown)).toContain('too old');
  });

  it('a fault of the conversation is told with a number that the log knows', async () => {
    test.conversation.take = () => Promise.reject(new Error('secret detail'));
    const asked = test.discord.slash('who-owns');
    const text = textOf(await asked.shown());
    expect(text).toContain(asked.id);
    expect(text).not.toContain('secret');
    expect(test.counted.get('discord_failures_total interaction')).toBe(1);
  });

  it('an interaction that Discord no longer knows is logged once and leaves the bot running', async () => {
    test.conversation.reply = async () => {
      test.pass(4000);
      return card('late');
    };
    test.discord.slash('page');
    await test.logged(/too late or twice/u);
    test.conversation.reply = () => card('payments');
    expect(textOf(await test.discord.slash('who-owns').shown())).toBe('### payments');
    expect(test.counted.get('discord_failures_total too-late')).toBe(1);
  });

  it('stopping finishes what was taken and takes nothing more', async () => {
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof card>>();
    test.conversation.reply = () => promise;
    const asked = test.discord.slash('who-owns');
    await asked.response();
    const stopped = test.surface.stop();
    resolve(card('payments'));
    await stopped;
    expect(textOf(await asked.shown())).toBe('### payments');
  });

  it('stopping leaves behind what does not come to an end', async () => {
    test.conversation.reply = () => new Promise(() => {});
    await test.discord.slash('who-owns').response();
    const stopped = test.surface.stop();
    expect(await test.letTimeRunOut()).toBe(3000);
    await stopped;
    await test.logged(/left behind/u);
  });
});
