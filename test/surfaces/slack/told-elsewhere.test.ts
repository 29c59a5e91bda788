import { afterEach, describe, expect, it } from 'vitest';
import type { Answer, Progress } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { confirm } from '../../fixtures/sample-commands.ts';
import { type BotParts, startBot, stopBots } from './start-bot.ts';

afterEach(stopBots);

type Place = Extract<Address, { kind: 'place' }>;

const card = (title: string): Answer => ({ kind: 'card', title, lines: [], fields: [], buttons: [] });
const work = (status: Progress['status']): Progress => ({
  kind: 'progress',
  title: 'Creating',
  status,
  steps: [{ name: 'Publish', status }],
  lines: [],
  buttons: [],
});
const place = (conversation: string, more: Partial<Place> = {}): Place => ({
  surface: 'slack',
  kind: 'place',
  conversation,
  askedBy: 'U1',
  ...more,
});

/** A command that answers once the test lets it. */
function createHeld() {
  const begun = Promise.withResolvers<Address>();
  const released = Promise.withResolvers<void>();
  const command: Command = {
    name: 'held',
    summary: 'Answers late',
    parameters: [],
    examples: ['held'],
    phrases: [/^held$/],
    effect: 'reads',
    run: async ({ address }) => {
      begun.resolve(address);
      await released.promise;
      return { answer: card('The late answer') };
    },
  };
  return { command, begun: begun.promise, release: released.resolve };
}

/** A bot whose clock the test has jump ahead, and what it could tell nobody. */
async function start(parts: BotParts = {}) {
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const givenUp: string[] = [];
  const listening: Plugin = {
    id: 'listening',
    kind: 'standalone',
    setup: ({ messages }) => messages.onGivenUp('', async (_key, reason) => void givenUp.push(reason)),
  };
  const bot = await startBot({ now, plugins: [listening], ...parts });
  const { workspace, store } = bot;
  const direct = workspace.as('U1').openDirectMessage();
  return {
    ...bot,
    direct,
    givenUp,
    say: (to: Address, answer: Answer) => store.messages.put({ key: 'said', to, answer }, now()),
    /** What the bot said there by now. */
    saidIn: (channel: string) => workspace.messages(channel).filter(({ isBot }) => isBot),
    /** What the bot says there that has such words, once it does. */
    shownIn: (channel: string, words: string) =>
      workspace.nextMessage((message) => message.channel === channel && JSON.stringify(message).includes(words)),
    pass: (minutes: number) => void (aheadMs += minutes * 60_000),
  };
}

/** Answers through a response URL until Slack takes no more. */
async function useUp(address: Address): Promise<void> {
  const url = address.kind === 'place' ? (address.replyToken ?? '') : '';
  const use = () => fetch(url, { method: 'POST', body: JSON.stringify({ text: 'used', response_type: 'in_channel' }) });
  for (let count = 0; count < 5; count += 1) expect((await use()).status).toBe(200);
  expect((await use()).status).toBe(404);
}

const invite = 'where I could not answer: I am not in it. Invite me there, and I answer there.';
const archived = 'where I could not answer: it is archived. Ask me in another channel, or here.';

describe('in a private channel that the bot is not in', () => {
  it('what somebody asks by a slash command is answered there', async () => {
    const { workspace, shownIn } = await start();
    await workspace.as('U1').slash('C3', '/greet payments');
    expect(await shownIn('C3', 'Hello payments')).toMatchObject({ isEphemeral: true, visibleTo: 'U1' });
  });

  it('work that was asked for there is told directly, with why, as often as it changes', async () => {
    const { say, shownIn, saidIn, direct } = await start();
    await say(place('C3'), work('running'));
    const told = await shownIn(direct, '"0 of 1 step done"');
    expect(JSON.stringify(told.blocks)).toContain(invite);
    expect(told.blocks?.[0]).toMatchObject({ elements: [{ elements: [{}, { channel_id: 'C3' }, {}] }] });
    await say(place('C3'), work('done'));
    const done = await shownIn(direct, '"1 step done"');
    expect(done.ts).toBe(told.ts);
    expect(JSON.stringify(done.blocks)).toContain(invite);
    expect(saidIn('C3')).toEqual([]);
    expect(saidIn(direct)).toHaveLength(1);
  });

  it('since it was taken out of it, work that is told there goes on directly', async () => {
    const { workspace, say, shownIn, direct } = await start();
    await workspace.administration.invite('U1', 'C3');
    await say(place('C3'), work('running'));
    await shownIn('C3', '"0 of 1 step done"');
    await workspace.administration.remove('U1', 'C3');
    await say(place('C3'), work('done'));
    expect(JSON.stringify((await shownIn(direct, '"1 step done"')).blocks)).toContain(invite);
  });

  it('what nobody asked for is given up in words', async () => {
    const { say, givenUp } = await start();
    await say({ surface: 'slack', kind: 'place', conversation: 'C3' }, card('Hello'));
    await expect
      .poll(() => givenUp, { timeout: 5000 })
      .toEqual([
        'Slack refuses the message: there is no such channel or person, or the bot was not invited (channel_not_found).',
      ]);
  });
});

describe('in a channel that is archived', () => {
  it('meanwhile, the answer to a mention is told directly, with why', async () => {
    const held = createHeld();
    const { workspace, shownIn, direct } = await start({ commands: [held.command] });
    workspace.as('U1').say('C1', '@callboard held');
    await held.begun;
    await workspace.administration.archive('C1');
    held.release();
    expect(JSON.stringify((await shownIn(direct, 'The late answer')).blocks)).toContain(archived);
  });

  it('meanwhile, work that is told there goes on directly, with why', async () => {
    const { workspace, say, shownIn, saidIn, direct } = await start();
    await say(place('C1'), work('running'));
    await shownIn('C1', '"0 of 1 step done"');
    await workspace.administration.archive('C1');
    await say(place('C1'), work('done'));
    expect(JSON.stringify((await shownIn(direct, '"1 step done"')).blocks)).toContain(archived);
    expect(saidIn('C1')).toHaveLength(1);
  });
});

describe('somebody whose account is deactivated', () => {
  it('is told no answer that is for them alone, which is given up in these words', async () => {
    const { workspace, say, givenUp } = await start();
    await workspace.administration.deactivate('U1');
    await say(place('C1', { onlyFor: 'U1' }), card('Hello'));
    await expect
      .poll(() => givenUp, { timeout: 5000 })
      .toEqual(['Slack refuses the message: the account is deactivated (is_archived).']);
  });

  it('leaves what is for everyone to the others', async () => {
    const { workspace, say, shownIn } = await start();
    await say(place('C1'), work('running'));
    const told = await shownIn('C1', '"0 of 1 step done"');
    await workspace.administration.deactivate('U1');
    await say(place('C1'), work('done'));
    expect((await shownIn('C1', '"1 step done"')).ts).toBe(told.ts);
  });
});

describe('a message that may not be edited', () => {
  it('any more is followed by one that is', async () => {
    const { say, shownIn, saidIn, pass } = await start({ editWindowMs: 60_000 });
    await say(place('C1'), work('running'));
    const old = await shownIn('C1', '"0 of 1 step done"');
    pass(2);
    await say(place('C1'), work('done'));
    const anew = await shownIn('C1', '"1 step done"');
    expect(saidIn('C1').map(({ ts }) => ts)).toEqual([old.ts, anew.ts]);
  });

  it('any more has what its button did all the same', async () => {
    const { workspace, shownIn, pass } = await start({ commands: [confirm], editWindowMs: 60_000 });
    workspace.as('U1').say('C1', '@callboard confirm');
    const asked = await shownIn('C1', 'Really?');
    pass(2);
    const button = /"action_id":"(press:\d+)","text":\{"type":"plain_text","text":"Do it"/.exec(JSON.stringify(asked));
    await workspace.as('U2').click(asked, button?.[1] ?? '');
    await shownIn('C1', 'It is done');
  });

  it('since it is of another is followed by one that may', async () => {
    const { workspace, say, shownIn } = await start();
    const { ts } = workspace.as('U2').say('C1', 'mine');
    const replaces = JSON.stringify({ kind: 'message', channel: 'C1', ts });
    await say(place('C1', { replaces }), card('Hello'));
    expect((await shownIn('C1', 'Hello')).ts).not.toBe(ts);
    expect(workspace.messages('C1').find((message) => message.ts === ts)?.text).toBe('mine');
  });
});

describe.each(['was used five times', 'is older than 30 minutes'])('a response URL that %s', (spent) => {
  /** Asks by a slash command, whose response URL is spent before it is answered. */
  async function askLate(channel: string) {
    const held = createHeld();
    const bot = await start({ commands: [held.command] });
    await bot.workspace.as('U1').slash(channel, '/held');
    const address = await held.begun;
    if (spent === 'was used five times') await useUp(address);
    else bot.pass(31);
    held.release();
    return bot;
  }

  it('leaves the answer to another way of telling the asker alone, in the channel', async () => {
    const { shownIn } = await askLate('C1');
    expect(await shownIn('C1', 'The late answer')).toMatchObject({ isEphemeral: true, visibleTo: 'U1' });
  });

  it('leaves the answer to direct messages where the bot is not in the channel, with why', async () => {
    const { shownIn, direct } = await askLate('C3');
    expect(JSON.stringify((await shownIn(direct, 'The late answer')).blocks)).toContain(invite);
  });
});
