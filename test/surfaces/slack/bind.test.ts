import { afterEach, expect, it } from 'vitest';
import { bindable } from '../../fixtures/bindable.ts';
import { type Bot, startBot, stopBots } from './start-bot.ts';

afterEach(stopBots);

/** What is answered to a line in a channel, to everyone there or to one person. */
async function answerTo({ workspace }: Bot, personId: string, line: string, shown: string, channel = 'C1') {
  await workspace.as(personId).slash(channel, line);
  const { isEphemeral } = await workspace.nextMessage((one) => one.channel === channel && one.text.includes(shown));
  return isEphemeral ? 'one' : 'everyone';
}

it('a channel that is bound answers without a name, for whoever asks there, in its threads too', async () => {
  const bot = await startBot({ plugins: [bindable] });
  expect(await answerTo(bot, 'U1', '/callboard bind payments', 'jane bound this channel to payments')).toBe('everyone');
  expect(await answerTo(bot, 'U2', '/callboard who-owns', 'payments (Component) is owned by team-a')).toBe('one');
  const { ts } = bot.workspace.as('U2').say('C1', 'It is down.');
  bot.workspace.as('U2').say('C1', '@callboard who-owns', { threadTs: ts });
  const told = await bot.workspace.nextMessage(({ threadTs, isBot }) => isBot && threadTs === ts);
  expect(told.text).toContain('payments (Component) is owned by team-a');
  expect(bot.refused).toEqual([]);
});

it('what a channel is bound to is told to who asks, whose button unbinds it before everyone', async () => {
  const bot = await startBot({ plugins: [bindable] });
  await answerTo(bot, 'U1', '/callboard bind payments', 'bound this channel');
  await bot.workspace.as('U2').slash('C1', '/callboard bind');
  const told = await bot.workspace.nextMessage(({ text }) => text.includes('This channel is bound to payments'));
  expect(told.isEphemeral).toBe(true);
  const unbind = /"action_id":"(press:\d+)","text":\{"type":"plain_text","text":"Unbind"/.exec(JSON.stringify(told));
  await bot.workspace.as('U2').click(told, unbind?.[1] ?? '');
  const unbound = await bot.workspace.nextMessage(({ text }) =>
    text.includes('omar unbound this channel from payments'),
  );
  expect(unbound).toMatchObject({ channel: 'C1', isEphemeral: false });
  expect(await answerTo(bot, 'U2', '/callboard bind', 'This channel is bound to nothing')).toBe('one');
  expect(bot.refused).toEqual([]);
});

it('who bound it by a mention, with which Slack tells no name, is told by the name of their profile', async () => {
  const bot = await startBot({ plugins: [bindable] });
  bot.workspace.as('U1').say('C1', '@callboard bind payments');
  const told = await bot.workspace.nextMessage(({ text }) => text.includes('bound this channel'));
  expect(told.text).toMatch(/^Jane Doe bound this channel to payments\n/);
});

it('a channel that the bot is not in is bound for everyone there all the same', async () => {
  const bot = await startBot({ plugins: [bindable] });
  expect(await answerTo(bot, 'U1', '/callboard bind payments', 'bound this channel', 'C2')).toBe('everyone');
  expect(await answerTo(bot, 'U2', '/callboard who-owns', 'payments (Component) is owned', 'C2')).toBe('one');
});
