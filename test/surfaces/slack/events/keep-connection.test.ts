import { expect, onTestFinished, test } from 'vitest';
import { createSlackPlugin } from '#callboard/surfaces/slack/slack-plugin.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import { startCore } from '../../../fixtures/start-core.ts';
import { serveSocketMode } from '../../../fixtures/slack/socket-mode.ts';

/** A command that changes something, kept before it is acknowledged when the test lets it be. */
const change: Command = {
  name: 'change',
  summary: 'Changes something',
  parameters: [],
  examples: ['change'],
  phrases: [],
  effect: 'changes',
  run: async () => ({ answer: { kind: 'card', title: 'Changed', lines: [], fields: [], buttons: [] } }),
};

async function startBot() {
  const slack = await serveSocketMode();
  // Nothing waits by the clock but what keeps an old connection until its events are taken.
  const plugin = createSlackPlugin(
    (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  );
  const configuration = { botToken: 'xoxb', appToken: 'xapp', apiUrl: slack.apiUrl };
  const started = await startCore({ commands: [change], plugins: [{ plugin, configuration }] });
  onTestFinished(started.stop);
  await started.core.open();
  await expect.poll(() => slack.happened).toEqual(['open 0', 'open 1']);
  return { ...started, slack };
}

const command = (id: string) =>
  JSON.stringify({
    envelope_id: id,
    type: 'slash_commands',
    accepts_response_payload: true,
    payload: {
      command: '/change',
      text: '',
      user_id: 'U1',
      channel_id: 'C1',
      team_id: 'T1',
      trigger_id: id,
      response_url: '',
    },
  });

const disconnect = (reason: string) => JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'a' } });

test.each(['warning', 'refresh_requested'])(
  'at a %s the next connection is open before the old one is closed, and what came over the old one is acknowledged there',
  async (reason) => {
    const { slack, store } = await startBot();
    const kept = Promise.withResolvers<void>();
    const { add } = store.work;
    Object.assign(store.work, {
      add: async (...item: Parameters<typeof add>) => {
        await kept.promise;
        return add(...item);
      },
    });
    slack.sockets[0]?.send(command('E1'));
    slack.sockets[0]?.send(disconnect(reason));
    await expect.poll(() => slack.happened).toContain('open 2');
    kept.resolve();
    await expect.poll(() => slack.happened).toEqual(['open 0', 'open 1', 'open 2', 'acknowledged 0 E1', 'closed 0']);
  },
);

test('the other connection goes on while one is made anew', async () => {
  const { slack } = await startBot();
  slack.sockets[0]?.terminate();
  slack.sockets[1]?.send(command('E1'));
  await expect.poll(() => slack.happened).toContain('acknowledged 1 E1');
});

const envelope = (id: string, payload: unknown, type = 'events_api') =>
  JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: type !== 'events_api' });

test('what is not of Slack’s shape is told with an id, and acknowledged where Slack would send it again', async () => {
  const { slack, logger } = await startBot();
  const [socket] = slack.sockets;
  for (const text of ['no JSON', '[]', 'null', '{}', '{"type":"events_api","payload":{"event":1}}']) socket?.send(text);
  socket?.send(Buffer.from('binary'), { binary: true });
  const payloads = [
    undefined,
    null,
    [],
    'text',
    {},
    { event: 1 },
    { type: 'event_callback', event: { type: 'close' } },
  ];
  payloads.forEach((payload, index) => socket?.send(envelope(`M${index}`, payload)));
  socket?.send(envelope('M7', {}, 'close'));
  socket?.send(envelope('awaited', { command: 5 }, 'slash_commands'));
  socket?.send(command('E1'));
  await expect.poll(() => slack.happened).toContain('acknowledged 0 E1');
  const told = logger.lines.filter(({ message }) => message === 'what Slack sent could not be read');
  // All but the event of a type that nobody listens to.
  expect(told.map(({ fields }) => fields)).toEqual(
    Array.from({ length: 14 }, () => expect.objectContaining({ faultId: expect.stringMatching(/^[0-9a-f]{8}$/) })),
  );
  const acknowledged = slack.happened.filter((each) => each.startsWith('acknowledged'));
  expect(acknowledged.toSorted()).toEqual([
    'acknowledged 0 E1',
    ...['M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6'].map((id) => `acknowledged 0 ${id}`),
  ]);
  expect(slack.happened).not.toContain('closed 0');
});

test('that Slack drops events is told, and acknowledged', async () => {
  const { slack, logger } = await startBot();
  slack.sockets[0]?.send(
    envelope('L1', { type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1_518_467_820 }),
  );
  await expect.poll(() => slack.happened).toContain('acknowledged 0 L1');
  expect(logger.lines.map(({ message }) => message).join()).toContain('Slack drops events');
});
