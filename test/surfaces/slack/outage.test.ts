import { afterEach, expect, it } from 'vitest';
import type { Answer, Progress } from '#callboard/core/answers/answer.ts';
import { startBot, stopBots } from './start-bot.ts';

afterEach(stopBots);

const place = { surface: 'slack', kind: 'place', conversation: 'C1' } as const;
const card = (title: string): Answer => ({ kind: 'card', title, lines: [], fields: [], buttons: [] });
const work = (status: Progress['status']): Progress => ({
  kind: 'progress',
  title: 'Creating',
  status,
  steps: [{ name: 'Publish', status }],
  lines: [],
  buttons: [],
});

/** A bot whose clock the test has jump ahead. */
async function start() {
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const bot = await startBot({ now });
  const { workspace, store } = bot;
  return {
    ...bot,
    say: (key: string, answer: Answer) => store.messages.put({ key, to: place, answer }, now()),
    shown: () => workspace.messages('C1').filter(({ isEphemeral, userId }) => !isEphemeral && userId !== 'U1'),
    /** Lets time pass until so many minutes are over, as fast as the outbox looks for what is due. */
    minutesAreOver: (minutes: number, stepMs = 10_000) =>
      expect
        .poll(() => (aheadMs += stepMs) / 60_000, { interval: 200, timeout: 30_000 })
        .toBeGreaterThanOrEqual(minutes),
    pass: (ms: number) => void (aheadMs += ms),
  };
}

it('after ten minutes without Slack, what was to be said is said in its order, work as it is by then, and no answer that is too old', async () => {
  const { workspace, say, shown, minutesAreOver, pass, refused } = await start();
  workspace.faults.switchOn({ kind: 'failing', method: '*', status: 503 });
  const asked = (text: string) => workspace.as('U1').say('C1', `@callboard greet ${text}`);
  const tried = refused.length;
  asked('early');
  await say('one', card('one'));
  await say('work', work('running'));
  await expect.poll(() => refused.length).toBeGreaterThan(tried + 1);
  await minutesAreOver(3);
  await say('two', card('two'));
  await minutesAreOver(5);
  await say('work', work('done'));
  await minutesAreOver(6);
  await say('three', card('three'));
  await minutesAreOver(8);
  asked('late');
  await minutesAreOver(10);
  workspace.faults.switchOffAll();
  await minutesAreOver(11.2, 3000);
  await workspace.nextMessage(({ text }) => text.includes('Hello late'));
  await expect.poll(() => shown().length, { timeout: 10_000 }).toBe(5);
  const order = shown().map(({ text }) => text.split('\n')[0] ?? '');
  expect(order.filter((text) => !text.includes('Creating'))).toEqual([
    'one',
    'two',
    'three',
    expect.stringContaining('Hello late'),
  ]);
  const [progress] = shown().filter(({ text }) => text.includes('Creating'));
  expect(progress).toMatchObject({ isEdited: false });
  expect(JSON.stringify(progress?.blocks)).toContain('1 step done');
  pass(60_000);
  await say('four', card('four'));
  await workspace.nextMessage(({ text }) => text === 'four');
  expect(shown().some(({ text }) => text.includes('early'))).toBe(false);
}, 60_000);

it.each([
  ['Slack fails', { kind: 'failing', method: 'chat.postMessage', status: 500 }, 2],
  ['Slack takes no more for now', { kind: 'rateLimited', method: 'chat.postMessage', retryAfterSeconds: 1 }, 2],
  ['Slack takes no more for a while', { kind: 'rateLimited', method: 'chat.postMessage', retryAfterSeconds: 30 }, 1],
] as const)(
  'an answer that is not taken since %s is said later, once',
  async (_, fault, times) => {
    const { workspace, shown, pass } = await start();
    workspace.faults.switchOn(fault, times);
    workspace.as('U1').say('C1', '@callboard greet payments');
    await expect.poll(() => workspace.faults.all().length).toBeLessThan(times === 1 ? 1 : 2);
    const later = setInterval(() => pass(10_000), 500);
    await workspace.nextMessage(({ text }) => text.includes('Hello payments'));
    clearInterval(later);
    expect(shown().map(({ text }) => text.includes('Hello payments'))).toEqual([true]);
  },
  30_000,
);
