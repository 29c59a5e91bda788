import { App, ExpressReceiver } from '@slack/bolt';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { silentLogger, type Started, startWorkspace } from './start-workspace.ts';

const signingSecret = 'a-signing-secret';
const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return address.port;
};

describe('an app over HTTP', () => {
  let started: Started;
  let server: Server;
  let receiver: ExpressReceiver;
  beforeEach(async () => {
    receiver = new ExpressReceiver({ signingSecret, logger: silentLogger });
    server = createServer(receiver.app);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${portOf(server)}/slack/events`;
    started = await startWorkspace({ delivery: { kind: 'http', url, signingSecret } });
  });
  afterEach(async () => {
    await started.stop();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const app = () =>
    new App({
      token: started.workspace.botToken,
      receiver,
      logger: silentLogger,
      clientOptions: { slackApiUrl: `${started.origin}/api/` },
    });

  it('answers a command, a mention, a button, a menu and a form', async () => {
    const bolt = app();
    bolt.command('/who-owns', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({
        trigger_id: command.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'form',
          title: { type: 'plain_text', text: 'Form' },
          submit: { type: 'plain_text', text: 'Go' },
          blocks: [
            {
              type: 'input',
              block_id: 'owner',
              dispatch_action: true,
              label: { type: 'plain_text', text: 'Owner' },
              element: { type: 'external_select', action_id: 'owner', min_query_length: 1 },
            },
          ],
        },
      });
    });
    bolt.event('app_mention', async ({ say }) => {
      await say('yes?');
    });
    const option = { text: { type: 'plain_text' as const, text: 'Team A' }, value: 'a' };
    bolt.options('owner', async ({ ack }) => await ack({ options: [option] }));
    const chosen: unknown[] = [];
    bolt.action('owner', async ({ ack, payload }) => {
      await ack();
      chosen.push('selected_option' in payload ? payload.selected_option : undefined);
    });
    bolt.view('form', async ({ ack }) => await ack({ response_action: 'errors', errors: { owner: 'Not them.' } }));

    const { workspace } = started;
    const jane = workspace.as('U1');
    expect(await jane.slash('general', '/who-owns')).toBe('acknowledged');
    const view = await workspace.nextView('U1');
    expect(await jane.suggest(view, 'owner', 't')).toEqual({ options: [option] });
    expect(await jane.click(view, 'owner', { option: 'a' })).toBe('acknowledged');
    expect(chosen).toEqual([option]);
    expect(await jane.submitView(view.id, {})).toEqual({ outcome: 'kept', errors: { owner: 'Not them.' } });
    jane.say('general', '@callboard?');
    expect(await workspace.nextMessage(({ isBot }) => isBot)).toMatchObject({ text: 'yes?' });
  });
});

describe('ways in over HTTP', () => {
  it('are signed, each of the shape of its kind: shortcuts, a home, an event with its id and authorizations', async () => {
    const requests: { type: string | undefined; body: Record<string, unknown> }[] = [];
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const text = Buffer.concat(parts).toString();
        const timestamp = String(request.headers['x-slack-request-timestamp']);
        const signed = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${text}`).digest('hex');
        expect(request.headers['x-slack-signature']).toBe(`v0=${signed}`);
        const type = request.headers['content-type'];
        const json = type === 'application/json' ? text : new URLSearchParams(text).get('payload');
        requests.push({ type, body: JSON.parse(json ?? '{}') });
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${portOf(server)}/`;
    const started = await startWorkspace({
      delivery: { kind: 'http', url, signingSecret },
      shortcuts: [
        { kind: 'global', callbackId: 'create', name: 'Create' },
        { kind: 'message', callbackId: 'who', name: 'Who?' },
      ],
      subscriptions: ['app_home_opened'],
    });
    const jane = started.workspace.as('U1');
    await jane.shortcut('create');
    await jane.messageShortcut(jane.say('general', 'hello'), 'who');
    await jane.openHome();
    const form = 'application/x-www-form-urlencoded';
    expect(requests).toMatchObject([
      { type: form, body: { type: 'shortcut', callback_id: 'create' } },
      { type: form, body: { type: 'message_action', message: { text: 'hello' } } },
      {
        type: 'application/json',
        body: {
          type: 'event_callback',
          event_id: expect.stringMatching(/^Ev/),
          event_time: expect.any(Number),
          authorizations: [{ user_id: started.workspace.bot.userId, is_bot: true }],
          event: { type: 'app_home_opened', tab: 'home', user: 'U1' },
        },
      },
    ]);
    await started.stop();
    server.closeAllConnections();
    server.close();
  });
});

describe('an acknowledgement over HTTP', () => {
  it('that comes late is ignored', async () => {
    const asked = Promise.withResolvers<ServerResponse>();
    const server = createServer((_request, response) => asked.resolve(response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${portOf(server)}/`;
    const started = await startWorkspace({
      delivery: { kind: 'http', url, signingSecret },
      acknowledgementTimeoutMs: 50,
    });
    expect(await started.workspace.as('U1').slash('general', '/who-owns')).toBe('unacknowledged');
    const late = once(started.workspace.events, 'lateAcknowledgement');
    (await asked.promise).end('too late');
    expect((await late)[0]).toMatchObject({ name: '/who-owns' });
    expect(started.workspace.messages('general').map(({ text }) => text)).toEqual([
      '/who-owns failed with the error "operation_timeout": the app did not respond.',
    ]);
    await started.stop();
    server.closeAllConnections();
    server.close();
  });
});

describe('an event over HTTP', () => {
  it('does not come again where the app asks for that', async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(String(request.headers['x-slack-retry-num']));
      response.writeHead(requests.length === 1 ? 500 : 200, { 'x-slack-no-retry': '1' }).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${portOf(server)}/`;
    const started = await startWorkspace({ delivery: { kind: 'http', url, signingSecret } });
    await started.workspace.as('U1').openHome();
    expect(requests).toEqual(['undefined']);
    await started.stop();
    server.closeAllConnections();
    server.close();
  });

  it('comes again at once where the app fails, with its number and its reason', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers);
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        bodies.push(Buffer.concat(parts).toString());
        response.writeHead(seen.length === 1 ? 500 : 200).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${portOf(server)}/`;
    const started = await startWorkspace({ delivery: { kind: 'http', url, signingSecret } });
    const acknowledged = once(started.workspace.events, 'acknowledged');
    started.workspace.as('U1').say('general', '@callboard hello');
    await acknowledged;
    expect(seen.map((headers) => headers['x-slack-retry-num'])).toEqual([undefined, '1']);
    expect(seen[1]?.['x-slack-retry-reason']).toBe('http_error');
    expect(bodies[0]).toBe(bodies[1]);
    await started.stop();
    server.closeAllConnections();
    server.close();
  });
});
