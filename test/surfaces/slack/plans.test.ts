import { WebAPIPlatformError } from '@slack/web-api';
import { afterEach, expect, it } from 'vitest';
import type { Progress } from '#callboard/core/answers/answer.ts';
import { createPlans } from '#callboard/surfaces/slack/plans.ts';
import { refusalOf } from '#callboard/surfaces/slack/slack-clients.ts';
import { startCore } from '../../fixtures/start-core.ts';
import { startBot, stopBots } from './start-bot.ts';

afterEach(stopBots);

const address = { surface: 'slack', kind: 'place', conversation: 'C1' } as const;
const work = (done: number): Progress => ({
  kind: 'progress',
  title: 'Creating',
  status: 'running',
  steps: ['Write', 'Publish'].map((name, index) => ({ name, status: index < done ? 'done' : 'waiting' })),
  lines: [],
  buttons: [],
});

/** A bot that tells of work under one key, as runs do. */
async function start() {
  const bot = await startBot();
  const said = () =>
    bot.workspace.messages('C1').map(({ ts, text, blocks = [], isEdited }) => {
      return { ts, text, types: blocks.map(({ type }) => type), shown: JSON.stringify(blocks), isEdited };
    });
  return {
    ...bot,
    said,
    tell: (done: number, key = 'run') => bot.store.messages.put({ key, to: address, answer: work(done) }, new Date()),
    shown: (words: string) =>
      bot.workspace.nextMessage(({ text, blocks }) => JSON.stringify([text, blocks]).includes(words)),
  };
}

it('work is a plan, with its steps in words for notifications', async () => {
  const { tell, shown, refused } = await start();
  await tell(0);
  const message = await shown('0 of 2 steps done');
  expect(message.blocks).toMatchObject([{ type: 'rich_text' }, { type: 'plan', title: '0 of 2 steps done' }]);
  expect(message.text).toContain('○ Publish');
  expect(refused).toEqual([]);
});

it('a plan whose work goes on is edited, in the one message', async () => {
  const { tell, shown, said, refused } = await start();
  await tell(0);
  const { ts } = await shown('"0 of 2 steps done"');
  await tell(1);
  await shown('"1 of 2 steps done"');
  await tell(2);
  await shown('"2 steps done"');
  expect(said()).toMatchObject([{ ts, types: ['rich_text', 'plan'], isEdited: true }]);
  expect(refused).toEqual([]);
});

it('work is told in plain blocks where plans are unknown, which is asked once for all work of the workspace', async () => {
  const { workspace, tell, shown, said, refused } = await start();
  workspace.faults.switchOn({ kind: 'unknownBlock', block: 'plan' });
  await tell(0);
  await shown('○ Publish');
  await tell(2);
  await shown('✓ Publish');
  await tell(0, 'another run');
  await expect.poll(said, { timeout: 5000 }).toHaveLength(2);
  const [first, second] = said();
  expect(first).toMatchObject({ isEdited: true, types: expect.not.arrayContaining(['plan']) });
  expect(first?.shown).toContain('Publish');
  expect(second).toMatchObject({ isEdited: false, types: expect.not.arrayContaining(['plan']) });
  expect(refused).toEqual([expect.stringContaining('chat.postMessage invalid_blocks')]);
});

it('a plan goes on in plain blocks, in its one message, once plans are unknown', async () => {
  const { workspace, tell, shown, said, refused } = await start();
  await tell(0);
  const { ts } = await shown('"0 of 2 steps done"');
  workspace.faults.switchOn({ kind: 'unknownBlock', block: 'plan' });
  await tell(2);
  await shown('✓ Publish');
  expect(said()).toMatchObject([{ ts, isEdited: true, types: expect.not.arrayContaining(['plan']) }]);
  expect(refused).toEqual([expect.stringContaining('chat.update invalid_blocks')]);
});

/** A workspace that answers a plan with that code. */
async function refusing(code: string) {
  let now = new Date('2026-11-30T10:00:00Z');
  const { store, stop } = await startCore({ now: () => now });
  const plans = createPlans(store.records.namespace('slack'), 'slack', () => now);
  const sent: string[] = [];
  const send = (shown: Progress) =>
    plans.send(shown, async (asPlan) => {
      sent.push(asPlan ? 'plan' : 'plain');
      if (asPlan) throw refusalOf(new WebAPIPlatformError({ ok: false, error: code }));
      return 'posted';
    });
  return { sent, send, stop, atMoment: (moment: string) => void (now = new Date(moment)) };
}

it('work is shown in plain blocks where Slack does not know plans, which it is asked again after a day', async () => {
  const { sent, send, stop, atMoment } = await refusing('invalid_blocks');
  expect(await send(work(0))).toBe('posted');
  await send(work(1));
  expect(sent).toEqual(['plan', 'plain', 'plain']);
  atMoment('2026-12-01T10:00:01Z');
  await send(work(2));
  expect(sent.slice(3)).toEqual(['plan', 'plain']);
  await stop();
});

it('a plan that is too long for Slack is shown in plain blocks, and others are plans all the same', async () => {
  const { sent, send, stop } = await refusing('msg_blocks_too_long');
  await send(work(0));
  await send(work(1));
  expect(sent).toEqual(['plan', 'plain', 'plan', 'plain']);
  await stop();
});

it('what has nothing to do with plans is not sent twice', async () => {
  const { sent, send, stop } = await refusing('channel_not_found');
  await expect(send(work(0))).rejects.toThrow('there is no such channel');
  expect(sent).toEqual(['plan']);
  await stop();
});
