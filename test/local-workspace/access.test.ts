import { afterEach, describe, expect, it } from 'vitest';
import { type AccessRequest, decideAccess } from '#callboard/local-workspace/access.ts';
import { request } from 'node:http';
import { WebSocket } from 'ws';

import { type Started, startWorkspace } from './start-workspace.ts';

const asked = (more: Partial<AccessRequest>): AccessRequest => ({
  path: '/',
  host: 'localhost:3000',
  origin: undefined,
  cookie: undefined,
  token: undefined,
  ...more,
});
const kindOf = (more: Partial<AccessRequest>) => decideAccess(asked(more), { kind: 'open' }).kind;

describe('without a token', () => {
  it.each(['localhost', 'localhost:3000', '127.0.0.1:8080', '[::1]:3000', 'LOCALHOST:3000'])('Host %s passes', (host) =>
    expect(kindOf({ host })).toBe('allowed'),
  );
  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io:3000', 'a@localhost', '', undefined])(
    'Host %s is refused',
    (host) => expect(kindOf({ host })).toBe('refused'),
  );
  it('a page of the same host passes', () => expect(kindOf({ origin: 'http://localhost:3000' })).toBe('allowed'));
  it.each(['https://evil.example', 'http://localhost:4000', 'null'])('a page of %s is refused', (origin) =>
    expect(kindOf({ origin })).toBe('refused'),
  );
});

describe('with a token', () => {
  const decide = (more: Partial<AccessRequest>) =>
    decideAccess(asked({ host: 'workspace.example', ...more }), { kind: 'token', token: 'a b' });

  it('the page asks for it', () => expect(decide({})).toMatchObject({ kind: 'refused', status: 401 }));
  it('the page’s API asks for it', () =>
    expect(decide({ path: '/workspace/api/boot' })).toMatchObject({ kind: 'refused', status: 401 }));
  it('a wrong one is refused', () => expect(decide({ token: 'a c' })).toMatchObject({ kind: 'refused' }));
  it('the right one sets a cookie that passes', () => {
    const decision = decide({ token: 'a b' });
    expect(decision).toEqual({
      kind: 'signedIn',
      cookie: 'workspace-token=a%20b; Path=/; HttpOnly; SameSite=Strict',
    });
    expect(decide({ cookie: 'other=1; workspace-token=a%20b' })).toEqual({ kind: 'allowed' });
    expect(decide({ cookie: 'workspace-token=a' })).toMatchObject({ kind: 'refused' });
  });
  it('the Web API keeps to Slack’s own tokens', () =>
    expect(decide({ path: '/api/auth.test' })).toEqual({ kind: 'allowed' }));
  it('a page of another site is refused all the same', () =>
    expect(decide({ origin: 'https://evil.example', cookie: 'workspace-token=a%20b' })).toMatchObject({ status: 403 }));
});

describe('a server of a workspace', () => {
  let started: Started | undefined;
  afterEach(async () => await started?.stop());

  /** fetch sets Host itself, so that a foreign one needs node:http. */
  const statusFor = async (path: string, headers: Record<string, string>, method = 'GET') =>
    await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${started?.origin}${path}`, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });

  it.each(['/', '/workspace/page.js', '/workspace/api/boot', '/api/auth.test', '/response/x'])(
    'refuses a foreign Host at %s',
    async (path) => {
      started = await startWorkspace();
      const method = path.startsWith('/response') ? 'POST' : 'GET';
      expect(await statusFor(path, { host: 'evil.example' }, method)).toBe(403);
      expect(await statusFor(path, { origin: 'https://evil.example' }, method)).toBe(403);
    },
  );

  it('sends the token’s cookie and takes the token out of the address', async () => {
    started = await startWorkspace({ access: { kind: 'token', token: 'secret' } });
    const response = await fetch(`${started.origin}/?token=secret`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/']);
    expect(response.headers.get('set-cookie')).toContain('HttpOnly');
    expect(await (await fetch(started.origin)).text()).toContain('asks for its token');
  });

  const upgrade = async (path: string, headers: Record<string, string> = {}) =>
    await new Promise<number | undefined>((resolve) => {
      const socket = new WebSocket(`${started?.origin.replace('http', 'ws')}${path}`, { headers });
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode);
        socket.terminate();
      });
      // terminating an unopened websocket is an error of its own
      socket.on('error', () => undefined);
    });

  it('refuses a websocket without a ticket, from a foreign Host, from another site', async () => {
    started = await startWorkspace();
    expect(await upgrade('/socket-mode')).toBe(401);
    expect(await upgrade('/socket-mode?ticket=x')).toBe(401);
    expect(await upgrade('/socket-mode', { host: 'evil.example' })).toBe(403);
    expect(await upgrade('/socket-mode', { origin: 'https://evil.example' })).toBe(403);
  });

  it('takes no form and no plain text for its API', async () => {
    started = await startWorkspace();
    const say = async (contentType: string) =>
      await fetch(`${started?.origin}/workspace/api/say`, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body: JSON.stringify({ as: 'U1', channel: 'C1', text: 'hello' }),
      });
    expect((await say('text/plain')).status).toBe(415);
    expect((await say('application/x-www-form-urlencoded')).status).toBe(415);
    expect((await say('application/json')).status).toBe(200);
  });
});
