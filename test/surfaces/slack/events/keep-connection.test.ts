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

test('an envelope that is not of Slack’s shape is told with an id, and the connection stays', async () => {
  const { slack, logger } = await startBot();
  for (const text of [
    'no JSON',
    '[]',
    '{"type":"events_api","envelope_id":"E1"}',
    '{"type":"events_api","payload":{"event":1}}',
  ])
    slack.sockets[0]?.send(text);
  slack.sockets[0]?.send(command('E2'));
  await expect.poll(() => slack.happened).toContain('acknowledged 0 E2');
  const told = logger.lines.filter(({ message }) => message === 'what Slack sent could not be read');
  expect(told.map(({ fields }) => fields)).toEqual(
    Array.from({ length: 4 }, () => expect.objectContaining({ faultId: expect.stringMatching(/^[0-9a-f]{8}$/) })),
  );
  expect(slack.happened).not.toContain('closed 0');
});
