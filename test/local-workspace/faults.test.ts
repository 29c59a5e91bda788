import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Started, startWorkspace } from './start-workspace.ts';

const message = { channel: 'C1', text: 'hello' };

describe('a fault', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startWorkspace();
  });
  afterEach(async () => await started.stop());

  const post = async (method: string, body: object = message) =>
    await fetch(`${started.origin}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${started.workspace.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('limits the rate of one method, with how long to wait, and does nothing of what was asked', async () => {
    const { faults } = started.workspace;
    const id = faults.switchOn({ kind: 'rateLimited', method: 'chat.postMessage', retryAfterSeconds: 7 });
    const response = await post('chat.postMessage');
    expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
      429,
      '7',
      { ok: false, error: 'ratelimited' },
    ]);
    expect(started.workspace.messages('general')).toEqual([]);
    expect((await post('auth.test', {})).status).toBe(200);
    faults.switchOff(id);
    expect((await post('chat.postMessage')).status).toBe(200);
  });

  it('fails every method and the response_urls, as often as it should', async () => {
    const { faults } = started.workspace;
    faults.switchOn({ kind: 'failing', method: '*', status: 503 }, 2);
    expect((await post('auth.test', {})).status).toBe(503);
    const answer = await fetch(`${started.origin}/response/anything`, { method: 'POST', body: '{"text":"x"}' });
    expect(answer.status).toBe(503);
    expect(faults.all()).toEqual([]);
    expect((await post('auth.test', {})).status).toBe(200);
  });

  it('makes a method slow: what was asked is done before it is answered', async () => {
    started.workspace.faults.switchOn({ kind: 'slow', method: 'chat.postMessage', delayMs: 200 });
    const sentAtMs = performance.now();
    const posted = once(started.workspace.events, 'messagePosted').then(() => performance.now() - sentAtMs);
    await post('chat.postMessage');
    const answeredAfterMs = performance.now() - sentAtMs;
    expect(answeredAfterMs).toBeGreaterThanOrEqual(199);
    expect(await posted).toBeLessThan(answeredAfterMs - 100);
  });

  it('breaks every connection again and again, until it is switched off', async () => {
    const app = started.app();
    await app.start();
    const { events, faults } = started.workspace;
    const broken = Promise.withResolvers<void>();
    let count = 0;
    events.on('botConnection', ({ isConnected }) => {
      if (!isConnected) count += 1;
      if (count === 2) broken.resolve();
    });
    faults.switchOn({ kind: 'disconnecting', everyMs: 20 });
    await broken.promise;
    faults.switchOffAll();
    expect(faults.all()).toEqual([]);
  });

  it('makes a type of block unknown, in new messages and in edits, and leaves the others', async () => {
    const { faults } = started.workspace;
    const markdown = { ...message, blocks: [{ type: 'markdown', text: 'hello' }] };
    const { ts } = await started.call('chat.postMessage', markdown);
    faults.switchOn({ kind: 'unknownBlock', block: 'markdown' });
    const refused = { ok: false, error: 'invalid_blocks', errors: [expect.stringContaining('/blocks/0')] };
    expect(await started.call('chat.postMessage', markdown)).toMatchObject(refused);
    expect(await started.call('chat.update', { ...markdown, ts })).toMatchObject(refused);
    const divider = { ...message, blocks: [{ type: 'divider' }] };
    expect(await started.call('chat.postMessage', divider)).toMatchObject({ ok: true });
    faults.switchOffAll();
    expect(await started.call('chat.postMessage', markdown)).toMatchObject({ ok: true });
  });

  it('is announced when it is switched on, happens for the last time, or is switched off', async () => {
    const { faults, events } = started.workspace;
    const counts: number[] = [];
    events.on('faultsChanged', () => counts.push(faults.all().length));
    faults.switchOn({ kind: 'failing', method: 'auth.test', status: 500 }, 1);
    await post('auth.test', {});
    faults.switchOff(faults.switchOn({ kind: 'duplicateEvents' }));
    faults.switchOffAll();
    expect(counts).toEqual([1, 0, 1, 0]);
  });
});

describe('events', () => {
  /** The envelopes and requests of both modes, as an app gets them. */
  const modes = ['socket', 'http'] as const;

  const heardBy = async (mode: (typeof modes)[number], say: (started: Started) => void, wanted: number) => {
    const heard: { id: string; text: string; retry: string }[] = [];
    const done = Promise.withResolvers<void>();
    const hear = (payload: { event_id: string; event: { text: string } }, retry: string) => {
      heard.push({ id: payload.event_id, text: payload.event.text, retry });
      if (heard.length === wanted) done.resolve();
    };
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        hear(JSON.parse(Buffer.concat(parts).toString()), String(request.headers['x-slack-retry-num'] ?? 0));
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const delivery =
      mode === 'socket'
        ? ({ kind: 'socket' } as const)
        : ({ kind: 'http', url: `http://127.0.0.1:${port}/`, signingSecret: 'secret' } as const);
    const started = await startWorkspace({ delivery });
    let socket: WebSocket | undefined;
    if (mode === 'socket') {
      const { url } = await started.call('apps.connections.open', {}, started.workspace.appToken);
      socket = new WebSocket(String(url));
      const open = socket;
      const greeted = Promise.withResolvers<void>();
      open.addEventListener('message', ({ data }) => {
        const envelope = JSON.parse(String(data));
        if (envelope.type === 'hello') return greeted.resolve();
        open.send(JSON.stringify({ envelope_id: envelope.envelope_id }));
        return hear(envelope.payload, String(envelope.retry_attempt));
      });
      await greeted.promise;
    }
    say(started);
    await done.promise;
    socket?.close();
    await started.stop();
    server.closeAllConnections();
    server.close();
    return heard;
  };

  const tell = ({ workspace }: Started, ...texts: string[]) => {
    const jane = workspace.as('U1');
    for (const text of texts) jane.say(jane.openDirectMessage(), text);
  };

  it.each(modes)('come twice with one id where they should, the second time as a retry: %s', async (mode) => {
    const heard = await heardBy(
      mode,
      (started) => {
        started.workspace.faults.switchOn({ kind: 'duplicateEvents' });
        tell(started, 'one');
      },
      2,
    );
    expect(heard.map(({ text }) => text)).toEqual(['one', 'one']);
    expect(heard.map(({ retry }) => retry).toSorted()).toEqual(['0', '1']);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(1);
  });

  it.each(modes)('overtake each other where they should, the last of them waiting in vain: %s', async (mode) => {
    const heard = await heardBy(
      mode,
      (started) => {
        started.workspace.faults.switchOn({ kind: 'unorderedEvents' });
        tell(started, 'one', 'two', 'three', 'four', 'five');
      },
      5,
    );
    const order = heard.map(({ text }) => text);
    expect(order.toSorted()).toEqual(['five', 'four', 'one', 'three', 'two']);
    expect(order.at(-1)).toBe('five');
    // requests over HTTP may overtake each other of themselves
    if (mode === 'socket') {
      expect(order.indexOf('two')).toBeLessThan(order.indexOf('one'));
      expect(order.indexOf('four')).toBeLessThan(order.indexOf('three'));
    }
  });
});
