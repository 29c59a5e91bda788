import { afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { confirm, many } from '../../fixtures/sample-commands.ts';
import { type Bot, startBot, stopBots } from './start-bot.ts';

afterEach(stopBots);

const command = (name: string, answer: Answer, subject?: string): Command => ({
  name,
  summary: `Tries ${name}`,
  parameters: [],
  examples: [name],
  phrases: [new RegExp(`^${name}$`)],
  effect: 'reads',
  run: async () => ({ answer, ...(subject === undefined ? {} : { subject }) }),
});

/** Tells what it is asked about, which may be what the conversation speaks of. */
const tell: Command = {
  ...command('tell', { kind: 'card', title: '', lines: [], fields: [], buttons: [] }),
  parameters: [{ name: 'name', description: 'A name', isRequired: true, isSubject: true }],
  phrases: [/^tell (?<name>.+)$/i],
  run: async ({ values: { name } }) => ({
    subject: String(name),
    answer: { kind: 'card', title: `This is ${String(name)}`, lines: [], fields: [], buttons: [] },
  }),
};

const buttonsOf = ({ blocks = [] }: { readonly blocks?: readonly object[] }): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...JSON.stringify(blocks).matchAll(/"action_id":"([^"]+)","text":\{"type":"plain_text","text":"([^"]+)"/g)].map(
      ([, id = '', label = '']) => [label, id],
    ),
  );

/** Asks with a slash command, and gives what the asker alone sees. */
async function ask({ workspace }: Bot, line: string, shown: string, channel = 'C1') {
  await workspace.as('U1').slash(channel, line);
  return workspace.nextMessage(({ text, isEphemeral }) => isEphemeral && text.includes(shown));
}

describe('an answer to a slash command', () => {
  it('is shown to all by Share, which names who shared it and pings nobody, and is gone for the asker', async () => {
    const bot = await startBot({ commands: [tell] });
    const answer = await ask(bot, '/tell payments', 'This is payments');
    await bot.workspace.as('U1').click(answer, buttonsOf(answer)['Share'] ?? '');
    const shared = await bot.workspace.nextMessage(
      ({ text, isEphemeral }) => !isEphemeral && text.includes('payments'),
    );
    expect(shared).toMatchObject({ channel: 'C1', text: 'This is payments\nShared by jane' });
    expect(JSON.stringify(shared.blocks)).not.toContain('U1');
    expect(buttonsOf(shared)).toEqual({});
    await expect.poll(() => bot.workspace.messages('C1').filter(({ isEphemeral }) => isEphemeral)).toEqual([]);
    expect(bot.refused).toEqual([]);
  });

  it('that was shared begins a thread that goes on from what it is about', async () => {
    const bot = await startBot({ commands: [tell] });
    const answer = await ask(bot, '/tell payments', 'This is payments');
    await bot.workspace.as('U1').click(answer, buttonsOf(answer)['Share'] ?? '');
    const shared = await bot.workspace.nextMessage(
      ({ text, isEphemeral }) => !isEphemeral && text.includes('payments'),
    );
    await expect
      .poll(async () => [...(await bot.store.records.namespace('spoken-of').all()).keys()])
      .toContain(`slack C1 ${shared.ts}`);
    bot.workspace.as('U2').say('C1', '@callboard tell it', { threadTs: shared.ts });
    const told = await bot.workspace.nextMessage(({ threadTs, isBot }) => isBot && threadTs === shared.ts);
    expect(told.text).toBe('This is payments');
  });

  it('is shared through the response URL in a channel that the bot is not in', async () => {
    const bot = await startBot({ commands: [tell] });
    const answer = await ask(bot, '/tell payments', 'This is payments', 'C2');
    await bot.workspace.as('U1').click(answer, buttonsOf(answer)['Share'] ?? '');
    const shared = await bot.workspace.nextMessage(
      ({ text, isEphemeral }) => !isEphemeral && text.includes('payments'),
    );
    expect(shared.channel).toBe('C2');
  });

  it('has no Share where it asks something back, or says no', async () => {
    const bot = await startBot();
    expect(buttonsOf(await ask(bot, '/choose', 'Which one?'))).not.toHaveProperty('Share');
    expect(buttonsOf(await ask(bot, '/refuse', 'no such thing'))).toEqual({});
  });

  it('is turned page by page in its place', async () => {
    const bot = await startBot({ commands: [many] });
    const first = await ask(bot, '/many', 'Page 1 of 3');
    expect(first.text).toContain('thing 10');
    expect(first.text).not.toContain('thing 11');
    const person = bot.workspace.as('U1');
    await person.click(first, buttonsOf(first)['Next'] ?? '');
    const second = await bot.workspace.nextMessage(({ text }) => text.includes('Page 2 of 3'));
    expect(second).toMatchObject({ ts: first.ts, isEphemeral: true });
    expect(Object.keys(buttonsOf(second))).toEqual(['Earlier', 'Next', 'Share']);
    await person.click(second, buttonsOf(second)['Earlier'] ?? '');
    await bot.workspace.nextMessage(({ text, ts }) => ts === first.ts && text.includes('Page 1 of 3'));
    expect(bot.refused).toEqual([]);
  });
});

/** Does something that concerns everyone in the place. */
const announce: Command = {
  ...command('announce', { kind: 'card', title: 'Announced', lines: [], fields: [], buttons: [] }),
  effect: 'changes',
  run: async () => ({
    answer: { kind: 'card', title: 'Announced', lines: [], fields: [], buttons: [] },
    isForEveryone: true,
  }),
};

describe('what concerns everyone', () => {
  it.each(['C1', 'C2'])(
    'is said to everyone, though one person asked, and whether or not the bot is in %s',
    async (channel) => {
      const { workspace, refused } = await startBot({ commands: [announce] });
      await workspace.as('U1').slash(channel, '/announce');
      const said = await workspace.nextMessage(({ text }) => text === 'Announced');
      expect(said).toMatchObject({ channel, isEphemeral: false });
      expect(refused.filter((each) => !each.includes('not_in_channel'))).toEqual([]);
    },
  );
});

describe('an answer to a mention', () => {
  it('is turned page by page in its thread', async () => {
    const bot = await startBot({ commands: [many] });
    const asked = bot.workspace.as('U1').say('C1', '@callboard many');
    const first = await bot.workspace.nextMessage(({ text }) => text.includes('Page 1 of 3'));
    expect(first).toMatchObject({ threadTs: asked.ts, isEphemeral: false });
    await bot.workspace.as('U2').click(first, buttonsOf(first)['Next'] ?? '');
    const second = await bot.workspace.nextMessage(({ text }) => text.includes('Page 2 of 3'));
    expect(second.ts).toBe(first.ts);
    expect(buttonsOf(second)).not.toHaveProperty('Share');
  });

  it('whose pages are kept no longer stays, and whoever presses is told', async () => {
    const bot = await startBot({ commands: [many] });
    bot.workspace.as('U1').say('C1', '@callboard many');
    const first = await bot.workspace.nextMessage(({ text }) => text.includes('Page 1 of 3'));
    const records = bot.store.records.namespace('answer-pages');
    for (const key of (await records.all()).keys()) await records.remove(key);
    await bot.workspace.as('U2').click(first, buttonsOf(first)['Next'] ?? '');
    const told = await bot.workspace.nextMessage(({ text }) => text.includes('not kept any more'));
    expect(told).toMatchObject({ isEphemeral: true, visibleTo: 'U2', threadTs: first.threadTs });
  });

  it('has what its buttons ask for in its thread too', async () => {
    const bot = await startBot();
    const asked = bot.workspace.as('U1').say('C1', '@callboard greet payments');
    const answer = await bot.workspace.nextMessage(({ text }) => text.includes('Hello payments'));
    await bot.workspace.as('U2').click(answer, buttonsOf(answer)['Again'] ?? '');
    const again = await bot.workspace.nextMessage(({ text }) => text.includes('Hello again'));
    expect(again).toMatchObject({ threadTs: asked.ts, isEphemeral: true, visibleTo: 'U2' });
  });
});

describe('a question that a button answers', () => {
  it('that one person alone sees loses its buttons, and says what came of it', async () => {
    const bot = await startBot({ commands: [confirm] });
    const question = await ask(bot, '/confirm', 'Really?');
    await bot.workspace.as('U1').click(question, buttonsOf(question)['Do it'] ?? '');
    const done = await bot.workspace.nextMessage(({ text }) => text.includes('It is done'));
    expect(done).toMatchObject({ ts: question.ts, isEphemeral: true });
    expect(buttonsOf(done)).toEqual({});
    expect(bot.refused).toEqual([]);
  });

  it('that everyone sees does so for everyone', async () => {
    const bot = await startBot({ commands: [confirm] });
    bot.workspace.as('U1').say('C1', '@callboard confirm');
    const question = await bot.workspace.nextMessage(({ text }) => text.includes('Really?'));
    await bot.workspace.as('U2').click(question, buttonsOf(question)['Do it'] ?? '');
    const done = await bot.workspace.nextMessage(({ text }) => text.includes('It is done'));
    expect(done).toMatchObject({ ts: question.ts, isEphemeral: false });
    expect(buttonsOf(done)).toEqual({});
  });

  it('stays as it is where the answer is "no", which whoever pressed is told beside it', async () => {
    const bot = await startBot({ commands: [confirm] });
    const question = await ask(bot, '/confirm', 'Really?');
    await bot.workspace.as('U1').click(question, buttonsOf(question)['Do it not'] ?? '');
    const told = await bot.workspace.nextMessage(({ text }) => text.includes('not to be had'));
    expect(told).toMatchObject({ isEphemeral: true, visibleTo: 'U1' });
    expect(told.ts).not.toBe(question.ts);
    const now = bot.workspace.messages('C1').find(({ ts }) => ts === question.ts);
    expect(Object.keys(now ? buttonsOf(now) : {})).toEqual(['Do it', 'Do it not']);
  });
});

it('a message to somebody whose account is deactivated is given up in these words', async () => {
  const reasons: string[] = [];
  const listening: Plugin = {
    id: 'listening',
    kind: 'standalone',
    setup: ({ messages }) => messages.onGivenUp('to-jane', async (_key, reason) => void reasons.push(reason)),
  };
  const bot = await startBot({ plugins: [listening] });
  await bot.workspace.administration.deactivate('U1');
  const to = { surface: 'slack', kind: 'person', personId: 'U1' } as const;
  const answer: Answer = { kind: 'card', title: 'Hello', lines: [], fields: [], buttons: [] };
  await bot.store.messages.put({ key: 'to-jane', to, answer }, new Date());
  await expect
    .poll(() => reasons, { timeout: 5000 })
    .toEqual(['Slack refuses the message: the account is deactivated (is_archived).']);
});
