import { createHmac } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { Command } from '#callboard/core/commands/command.ts';
import { createDeliveries } from '#callboard/surfaces/slack/events/deliveries.ts';
import { startCore } from '../../../fixtures/start-core.ts';
import { startBot, stopBots } from '../start-bot.ts';

test('of two instances on one database one takes an event, and the other knows that when Slack sends it again', async () => {
  let now = new Date('2026-03-01T12:00:00Z');
  const { store, logger, stop } = await startCore({ now: () => now });
  onTestFinished(stop);
  const records = store.records.namespace('slack');
  const [one, other] = [createDeliveries(records, () => now, logger), createDeliveries(records, () => now, logger)];
  const claimed = await Promise.all([one.claim('Ev1'), other.claim('Ev1')]);
  expect(claimed.toSorted()).toEqual([false, true]);
  const third = createDeliveries(records, () => now, logger);
  expect(await third.isRepeated('Ev1', 1)).toBe(true);
  expect(await third.isRepeated('Ev2', 1)).toBe(false);
  now = new Date('2026-03-01T12:16:00Z');
  expect(await third.isRepeated('Ev1', 1)).toBe(false);
});

test('an event that comes twice, at once or later, is answered once and does once what it asks for', async () => {
  onTestFinished(stopBots);
  const done: string[] = [];
  const note: Command = {
    name: 'note',
    summary: 'Notes something',
    parameters: [{ name: 'what', description: 'What to note', isRequired: true }],
    examples: ['note this'],
    phrases: [/^note (?<what>.+)$/i],
    effect: 'changes',
    run: async ({ values }) => {
      done.push(String(values['what']));
      return { answer: { kind: 'card', title: 'Noted', lines: [], fields: [], buttons: [] } };
    },
  };
  const { origin, workspace, store } = await startBot({ mode: 'http', commands: [note] });
  const person = workspace.as('U1');
  const channel = person.openDirectMessage();
  const { ts: thread } = person.say(channel, 'greet everyone');
  await workspace.nextMessage(({ text }) => text.includes('Hello everyone'));
  const send = async (text: string, id: string, retryNum = 0) => {
    const event = {
      type: 'message',
      channel_type: 'im',
      user: 'U1',
      channel,
      ts: `${id}.0`,
      event_ts: `${id}.0`,
      thread_ts: thread,
      text,
    };
    const body = JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: `Ev${id}`, event });
    // Each delivery is signed anew.
    const seconds = Math.floor(Date.now() / 1000) - 10 * retryNum;
    const signature = createHmac('sha256', 'a-signing-secret').update(`v0:${seconds}:${body}`).digest('hex');
    const headers = {
      'content-type': 'application/json',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': `v0=${signature}`,
      ...(retryNum === 0 ? {} : { 'x-slack-retry-num': String(retryNum), 'x-slack-retry-reason': 'http_timeout' }),
    };
    expect((await fetch(`${origin}/slack/events`, { method: 'POST', body, headers })).status).toBe(200);
  };
  await Promise.all([send('greet payments', '1'), send('greet payments', '1', 1)]);
  await workspace.nextMessage(({ text }) => text.includes('Hello payments'));
  await send('note once', '2');
  await workspace.nextMessage(({ text }) => text.includes('Noted'));
  await expect.poll(async () => [...(await store.records.namespace('slack').all()).keys()]).toContain('event:Ev2');
  await send('greet payments', '1', 2);
  await send('note once', '2', 3);
  await send('greet orders', '3');
  await workspace.nextMessage(({ text }) => text.includes('Hello orders'));
  expect(workspace.messages(channel).filter(({ text }) => text.includes('Hello payments'))).toHaveLength(1);
  expect(done).toEqual(['once']);
});
