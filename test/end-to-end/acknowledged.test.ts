import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fastify, type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLocalWorkspace, type LocalWorkspace } from '#callboard/local-workspace/local-workspace.ts';
import { cleanUp, type ServingProcess, startServing, temporaryFolder } from '../fixtures/start-process.ts';
import { guarded, writeCompany } from './company.ts';
import { freePort } from '../fixtures/free-port.ts';

const mira = { id: 'U000000MIRA', handle: 'mira', name: 'Mira Sol' };
const noor = { id: 'U000000NOOR', handle: 'noor', name: 'Noor Ali' };

/** A killed process leaves its leases, which end by themselves after at most 30 seconds. */
const patience = { timeout: 90_000 };
const signingSecret = 'a-signing-secret';

describe.each(['socket', 'http'] as const)('over %s, what Slack was told is taken', (mode) => {
  let slack: FastifyInstance;
  let workspace: LocalWorkspace;
  let bot: ServingProcess;
  let start: () => Promise<void>;

  beforeEach(async () => {
    const folder = await temporaryFolder();
    await writeCompany(folder);
    await writeFile(join(folder, 'catalog', 'guarded.yaml'), guarded);
    const port = await freePort();
    workspace = createLocalWorkspace({
      people: [mira, noor],
      channels: [{ id: 'C1', name: 'desk' }],
      commands: [{ command: '/create', description: 'Creates' }],
      delivery:
        mode === 'socket'
          ? { kind: 'socket' }
          : { kind: 'http', url: `http://127.0.0.1:${port}/slack/events`, signingSecret },
    });
    slack = fastify({ forceCloseConnections: true });
    await workspace.register(slack);
    const origin = await slack.listen({ host: '127.0.0.1', port: 0 });
    const environment = {
      PORT: String(port),
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_API_URL: `${origin}/api/`,
      ...(mode === 'socket' ? { SLACK_APP_TOKEN: workspace.appToken } : { SLACK_SIGNING_SECRET: signingSecret }),
    };
    start = async () => {
      const connected = new Promise<void>((resolve) =>
        workspace.events.on('requestAnswered', ({ method }) => method === 'auth.test' && resolve()),
      );
      const isOpen = new Promise<void>((resolve) =>
        workspace.events.on('botConnection', ({ isConnected }) => isConnected && resolve()),
      );
      bot = await startServing({ folder, environment });
      await connected;
      if (mode === 'socket') await isOpen;
    };
    await start();
  });
  afterEach(async () => {
    await bot.end('SIGTERM');
    workspace.close();
    await slack.close();
  });
  afterAll(cleanUp);

  test('a submitted form is done though the bot is killed the moment after, once', patience, async () => {
    const person = workspace.as(mira.id);
    await person.slash('C1', '/create slow');
    const { id } = await workspace.nextView(mira.id);
    await person.submitView(id, {
      'field:name': { value: { text: 'ember' } },
      'field:waits': { value: { option: 'never' } },
      'field:repoUrl.repo': { value: { text: 'ember' } },
    });
    expect(await person.submitView(id, {})).toEqual({ outcome: 'closed' });
    await bot.end('SIGKILL');
    await start();
    await workspace.nextMessage(({ text }) => text.startsWith('Created from Slow thing'));
    const told = person.messages('C1').filter(({ text }) => text.includes('Slow thing'));
    expect(told).toHaveLength(1);
  });

  test('an approval counts though the bot is killed the moment after', patience, async () => {
    const person = workspace.as(mira.id);
    await person.slash('C1', '/create guarded');
    const asked = await workspace.nextMessage(({ text }) => text.includes('asks for nothing'));
    await person.click(asked, 'press:0');
    const request = await workspace.nextMessage(({ blocks }) => JSON.stringify(blocks).includes('"Approve"'));
    expect(await workspace.as(noor.id).click(request, 'press:0')).toBe('acknowledged');
    await bot.end('SIGKILL');
    await start();
    await workspace.nextMessage(({ text }) => text.startsWith('Created from Guarded thing'));
  });
});
