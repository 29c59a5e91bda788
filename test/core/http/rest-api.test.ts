import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createRestApi, type RestApiOptions } from '#callboard/core/http/rest-api.ts';
import { textAt } from '#callboard/core/storage/json-at.ts';

const { signal } = new AbortController();
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

const apiAt = (apiUrl: string, changes: Partial<RestApiOptions> = {}) =>
  createRestApi({
    id: 'forge',
    host: 'forge.example',
    apiUrl,
    authorization: 'Bearer s3cret',
    token: 's3cret',
    tokenVariable: 'FORGE_TOKEN',
    permissions: 'It needs everything.',
    refusedToken: [401],
    messageOf: (body) => textAt(body, 'message') ?? '',
    now: () => new Date('2026-03-04T05:06:07Z'),
    wait: async () => undefined,
    ...changes,
  });

describe('a REST API', () => {
  it('is sent JSON and the token, and gives JSON', async () => {
    const url = await serve((request, response) => {
      request.setEncoding('utf8').once('data', (body: string) => {
        const { method, url: path, headers } = request;
        response.end(JSON.stringify({ method, path, body, authorization: headers.authorization }));
      });
    });
    const request = { method: 'POST', path: '/things', query: { q: 'a b&c' }, body: { name: 'Łódź' } } as const;
    expect(await apiAt(url).ask(request, signal)).toEqual({
      method: 'POST',
      path: '/things?q=a+b%26c',
      body: '{"name":"Łódź"}',
      authorization: 'Bearer s3cret',
    });
  });

  it('gives up on a host that does not answer in time', async () => {
    const url = await serve(() => undefined);
    await expect(apiAt(url, { timeoutMs: 20 }).ask({ path: '/' }, signal)).rejects.toMatchObject({
      code: 'forge-down',
      message: 'forge.example cannot be reached, or does not answer as it should.',
    });
  });

  it('ends when it is told to', async () => {
    const stopped = new AbortController();
    const url = await serve(() => stopped.abort());
    await expect(apiAt(url).ask({ path: '/' }, stopped.signal)).rejects.toMatchObject({ code: 'forge-stopped' });
  });

  it('takes the token nowhere else', async () => {
    const asked: (string | undefined)[] = [];
    const elsewhere = await serve((request, response) => {
      asked.push(request.headers.authorization);
      response.end('{}');
    });
    const url = await serve((_request, response) => response.writeHead(302, { location: elsewhere }).end());
    expect(await apiAt(url).askIfThere({ path: '/' }, signal)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('refuses an answer of more than 8 MiB', async () => {
    const url = await serve((_request, response) => response.end(Buffer.alloc(9 * 1024 * 1024, ' ')));
    await expect(apiAt(url).ask({ path: '/' }, signal)).rejects.toMatchObject({ code: 'forge-down' });
  });

  it('says what is no JSON as nothing', async () => {
    const url = await serve((_request, response) => response.end('<html>'));
    expect(await apiAt(url).ask({ path: '/' }, signal)).toBeNull();
  });

  it.each([
    [400, 'request-refused', 'refused the request: wrong name.'],
    [401, 'token-refused', 'refused the token: wrong name.'],
    [403, 'forbidden', 'does not allow the bot to do that: wrong name.'],
    [404, 'not-found', 'knows no such thing, or does not show it to the bot: wrong name.'],
    [409, 'conflict', 'says that this does not fit what is there: wrong name.'],
    [422, 'request-refused', 'refused the request: wrong name.'],
    [502, 'down', 'cannot be reached, or does not answer as it should.'],
  ])('tells an answer of %i in words', async (status, code, words) => {
    const url = await serve((_request, response) =>
      response.writeHead(status).end(JSON.stringify({ message: 'wrong\n name.' })),
    );
    await expect(apiAt(url).ask({ path: '/' }, signal)).rejects.toMatchObject({
      code: `forge-${code}`,
      message: `forge.example ${words}`,
    });
  });

  it('waits until a limit is renewed, where the host says when', async () => {
    const waited: number[] = [];
    let isLimited = true;
    const url = await serve((_request, response) => {
      const headers = { 'x-ratelimit-reset': String(Date.parse('2026-03-04T05:06:27Z') / 1000) };
      if (isLimited) response.writeHead(429, headers);
      isLimited = false;
      response.end('{}');
    });
    await apiAt(url, { wait: async (ms) => void waited.push(ms) }).ask({ path: '/' }, signal);
    expect(waited).toEqual([20_000]);
  });

  it('shows its token in no failure', async () => {
    const url = await serve((request, response) =>
      response.writeHead(400).end(JSON.stringify({ message: `no: ${request.headers.authorization}` })),
    );
    const error: unknown = await apiAt(url)
      .ask({ path: '/' }, signal)
      .catch((thrown: unknown) => thrown);
    expect(inspect(error, { depth: 9 })).toContain('***');
    expect(inspect(error, { depth: 9 })).not.toContain('s3cret');
  });
});
