import { setImmediate } from 'node:timers/promises';
import { WebAPIRateLimitedError } from '@slack/web-api';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { NotYet } from '#callboard/core/messages/not-yet.ts';
import { createMetrics } from '#callboard/core/telemetry/create-metrics.ts';
import { type Call, createCallQueue } from '#callboard/surfaces/slack/calls/call-queue.ts';
import { createSilentLogger } from '../../../fixtures/silent-logger.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  onTestFinished(() => void vi.useRealTimers());
});

function createQueue() {
  const metrics = createMetrics();
  const queue = createCallQueue({ now: () => new Date(), logger: createSilentLogger(), metrics });
  const begun = Date.now();
  const sent: string[] = [];
  /** Has a call made; what it comes to is written down with the second of it. */
  const call = (name: string, asked: Partial<Call> = {}, send: () => Promise<void> = async () => undefined) => {
    const whole = {
      method: 'chat.postMessage',
      channel: 'C1',
      urgency: 'later',
      patienceMs: 60_000,
      ...asked,
    } as const;
    const seconds = () => (Date.now() - begun) / 1000;
    void queue
      .run(whole, async () => {
        sent.push(`${seconds()} ${name}`);
        await send();
      })
      .catch((error: unknown) =>
        sent.push(`${seconds()} ${name} ${error instanceof NotYet ? `in ${error.afterMs}` : 'failed'}`),
      );
  };
  const pass = async (seconds: number) => {
    await setImmediate();
    await vi.advanceTimersByTimeAsync(seconds * 1000);
  };
  return { call, pass, sent, metrics };
}

test('a channel takes a burst of messages, then one a second, and no other channel waits for it', async () => {
  const { call, pass, sent } = createQueue();
  for (let number = 1; number <= 7; number += 1) call(`busy ${number}`);
  call('quiet', { channel: 'C2' });
  await pass(3);
  expect(sent).toEqual(['0 busy 1', '0 busy 2', '0 busy 3', '0 busy 4', '0 busy 5', '0 quiet', '1 busy 6', '2 busy 7']);
});

test('what somebody waits for goes first, and the channels take turns', async () => {
  const { call, pass, sent } = createQueue();
  const isBlocked = [true];
  call('first', {}, async () => {
    if (isBlocked.shift()) throw new WebAPIRateLimitedError(2);
  });
  await pass(0);
  call('busy 1');
  call('busy 2');
  call('other', { channel: 'C2' });
  call('asked', { channel: 'C3', urgency: 'now' });
  await pass(3);
  expect(sent).toEqual(['0 first', '2 asked', '2 first', '2 other', '2 busy 1', '2 busy 2']);
});

test('as long as Slack says, nothing of a method is sent, and what was put off is sent then', async () => {
  const { call, pass, sent, metrics } = createQueue();
  let isLimited = true;
  const send = async () => {
    if (isLimited) throw new WebAPIRateLimitedError(30);
  };
  call('update', { method: 'chat.update' }, send);
  await pass(0);
  isLimited = false;
  call('another update', { method: 'chat.update' });
  call('post');
  await pass(29);
  expect(sent).toEqual(['0 update', '0 post']);
  await pass(1);
  expect(sent.slice(2)).toEqual(['30 update', '30 another update']);
  expect(await metrics.text()).toContain('callboard_slack_rate_limited_total{method="chat.update"} 1');
});

test('what can not wait so long is told when to come again, each at a time of its own, and is not sent', async () => {
  const { call, pass, sent } = createQueue();
  call('limited', { patienceMs: 1000 }, async () => {
    throw new WebAPIRateLimitedError(10);
  });
  await pass(0);
  call('second', { patienceMs: 1000 });
  call('third', { patienceMs: 1000 });
  call('for somebody', { urgency: 'now', patienceMs: 20_000 });
  await pass(10);
  expect(sent).toEqual(['0 limited', '0 limited in 10000', '0 second in 11000', '0 third in 12000', '10 for somebody']);
});

test('no more waits than there is room for: the rest is told so', async () => {
  const { call, pass, sent } = createQueue();
  for (let number = 0; number < 1100; number += 1)
    call('views', { method: 'views.open', channel: '' }, () => new Promise(() => undefined));
  await pass(0);
  expect(sent.filter((line) => line === '0 views')).toHaveLength(50);
  expect(sent.filter((line) => line.includes(' in '))).toHaveLength(50);
});

test('what fails for another reason fails at once', async () => {
  const { call, pass, sent } = createQueue();
  call('wrong', {}, async () => {
    throw new Error('channel_not_found');
  });
  await pass(0);
  expect(sent).toEqual(['0 wrong', '0 wrong failed']);
});
