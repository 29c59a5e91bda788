import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { type FastifyInstance, fastify } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { createLocalWorkspace, type LocalWorkspace } from '#callboard/local-workspace/local-workspace.ts';
import type { Wait } from '#callboard/core/wait.ts';
import { createSlackPlugin } from '#callboard/surfaces/slack/slack-plugin.ts';
import { startCore } from '../../fixtures/start-core.ts';

const host = '127.0.0.1';

/** A bot whose Slack is at a port of this machine. */
async function startBot(port: number, wait: Wait, { botToken, appToken } = { botToken: 'xoxb', appToken: 'xapp' }) {
  const configuration = { botToken, appToken, apiUrl: `http://${host}:${port}/api/` };
  return startCore({ plugins: [{ plugin: createSlackPlugin(wait), configuration }] });
}

async function serve(workspace: LocalWorkspace, port: number): Promise<FastifyInstance> {
  const server = fastify({ forceCloseConnections: true });
  await workspace.register(server);
  await server.listen({ host, port });
  return server;
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' ? (address?.port ?? 0) : 0;

/** Resolves when the bot is connected, or is so no longer. */
const connection = (workspace: LocalWorkspace, wanted: boolean) =>
  new Promise<void>((resolve) =>
    workspace.events.on('botConnection', ({ isConnected }) => isConnected === wanted && resolve()),
  );

test('a stop while the connection never comes is over within 3 s', async () => {
  const asked = Promise.withResolvers<ServerResponse>();
  // Answers who the bot is, and nothing else.
  const silent = createServer((request, response) => {
    if (request.url === '/api/auth.test') response.end(JSON.stringify({ ok: true }));
    else asked.resolve(response);
  }).listen(0, host);
  await once(silent, 'listening');
  const boundsMs: number[] = [];
  const wait: Wait = async (milliseconds) => void boundsMs.push(milliseconds);
  const { core, stop } = await startBot(portOf(silent.address()), wait);
  await core.open();
  const unanswered = await asked.promise;
  await stop();
  expect(unanswered.closed).toBe(false);
  expect(boundsMs).toEqual([3000]);
  silent.closeAllConnections();
  silent.close();
  await once(silent, 'close');
});

test('the bot is connected again after Slack was out of reach', async () => {
  const workspace = createLocalWorkspace({
    people: [{ id: 'U1', handle: 'jane', name: 'Jane Doe' }],
    channels: [{ id: 'C1', name: 'general' }],
    commands: [],
    delivery: { kind: 'socket' },
  });
  onTestFinished(() => workspace.close());
  const first = await serve(workspace, 0);
  const port = portOf(first.server.address());
  const { core, logger, stop } = await startBot(port, () => setImmediate(), workspace);
  const connected = connection(workspace, true);
  await core.open();
  await connected;

  await first.close();
  const said = () => logger.lines.map(({ message }) => message);
  await expect.poll(said).toContain('Slack cannot be reached; it is tried again');
  const again = connection(workspace, true);
  const second = await serve(workspace, port);
  await again;
  const left = connection(workspace, false);
  await stop();
  await left;
  await second.close();
});
