import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';

import { type RawData, WebSocket } from 'ws';

import { type Started, startWorkspace } from './start-workspace.ts';

type Envelope = { envelope_id: string; retry_attempt: number; retry_reason: string; payload: unknown };
const readEnvelope = (data: RawData): Envelope => JSON.parse(Buffer.isBuffer(data) ? data.toString() : '');

/** A connection that acknowledges nothing by itself, as Bolt would; `hello` is the first thing it hears. */
const connect = async (started: Started) => {
  const { url } = await started.call('apps.connections.open', {}, started.workspace.appToken);
  const socket = new WebSocket(String(url));
  const hello = once(socket, 'message').then(([data]) => readEnvelope(data));
  await once(socket, 'open');
  return { socket, hello };
};

describe('an acknowledgement', () => {
  let started: Started | undefined;
  afterEach(async () => await started?.stop());

  it('that comes late is ignored, and the person is told that the app did not respond', async () => {
    started = await startWorkspace({ acknowledgementTimeoutMs: 50 });
    const { workspace } = started;
    const app = started.app();
    const timedOut = once(workspace.events, 'unacknowledged');
    app.command('/who-owns', async ({ ack }) => {
      await timedOut;
      await ack({ text: 'too late' });
    });
    await app.start();
    const late = once(workspace.events, 'lateAcknowledgement');
    expect(await workspace.as('U1').slash('general', '/who-owns')).toBe('unacknowledged');
    const [{ name, latencyMs }] = await late;
    expect(name).toBe('/who-owns');
    expect(latencyMs).toBeGreaterThanOrEqual(50);
    expect(workspace.messages('general')).toMatchObject([
      {
        userId: workspace.slackbotId,
        visibleTo: 'U1',
        text: '/who-owns failed with the error "operation_timeout": the app did not respond.',
      },
    ]);
  });

  it('that no app is there to give is told as well', async () => {
    started = await startWorkspace();
    expect(await started.workspace.as('U1').slash('general', '/who-owns')).toBe('unacknowledged');
    expect(started.workspace.messages('general')).toMatchObject([
      { text: '/who-owns failed with the error "dispatch_failed": the app did not respond.' },
    ]);
  });

  it('of a slash command may carry the answer', async () => {
    started = await startWorkspace();
    const app = started.app();
    app.command('/who-owns', async ({ ack }) => await ack({ text: 'at once', response_type: 'in_channel' }));
    await app.start();
    await started.workspace.as('U1').slash('general', '/who-owns');
    expect(started.workspace.messages('general')).toMatchObject([{ text: 'at once', isEphemeral: false }]);
  });

  it('that is missing makes an event come again, with its number', async () => {
    started = await startWorkspace({ acknowledgementTimeoutMs: 50, eventRetryDelaysMs: [0, 0] });
    const { socket, hello } = await connect(started);
    await hello;
    const attempts: Envelope[] = [];
    socket.on('message', (data) => {
      const envelope = readEnvelope(data);
      attempts.push(envelope);
      if (attempts.length === 2) socket.send(JSON.stringify({ envelope_id: envelope.envelope_id }));
    });
    const acknowledged = once(started.workspace.events, 'acknowledged');
    started.workspace.as('U1').say('general', '@callboard hello');
    await acknowledged;
    expect(attempts.map(({ retry_attempt: attempt, retry_reason: reason }) => [attempt, reason])).toEqual([
      [0, ''],
      [1, 'http_timeout'],
    ]);
    expect(attempts[0]?.payload).toEqual(attempts[1]?.payload);
  });

  it('is not waited for where the connection is lost', async () => {
    started = await startWorkspace();
    const { socket, hello } = await connect(started);
    await hello;
    socket.on('message', () => socket.terminate());
    const unacknowledged = once(started.workspace.events, 'unacknowledged');
    expect(await started.workspace.as('U1').slash('general', '/who-owns')).toBe('unacknowledged');
    expect((await unacknowledged)[0]).toMatchObject({ name: '/who-owns', reason: 'unreachable' });
  });

  it('is asked of one connection of several, each in its turn', async () => {
    started = await startWorkspace();
    const connections = [await connect(started), await connect(started)];
    await Promise.all(connections.map(({ hello }) => hello));
    const heard = [0, 0];
    for (const [index, { socket }] of connections.entries()) {
      socket.on('message', (data) => {
        heard[index] = (heard[index] ?? 0) + 1;
        socket.send(JSON.stringify({ envelope_id: readEnvelope(data).envelope_id }));
      });
    }
    for (let count = 0; count < 4; count += 1) await started.workspace.as('U1').slash('general', '/who-owns');
    expect(heard).toEqual([2, 2]);
  });

  it('is asked of ten connections at most', async () => {
    started = await startWorkspace();
    for (let count = 0; count < 10; count += 1)
      expect(await (await connect(started)).hello).toMatchObject({ type: 'hello' });
    expect(await (await connect(started)).hello).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
  });

  it('tells how long it took', async () => {
    started = await startWorkspace();
    const app = started.app();
    app.command('/who-owns', async ({ ack }) => await ack());
    await app.start();
    const acknowledged = once(started.workspace.events, 'acknowledged');
    await started.workspace.as('U1').slash('general', '/who-owns');
    expect((await acknowledged)[0]).toEqual({
      kind: 'slash_commands',
      name: '/who-owns',
      latencyMs: expect.any(Number),
    });
  });
});
