import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpServer, type HttpServer } from '#callboard/core/http/http-server.ts';
import { createMetrics } from '#callboard/core/telemetry/create-metrics.ts';
import { createSilentLogger } from '../../fixtures/silent-logger.ts';

let server: HttpServer;
let port: number;
let reasons: string[];
const logger = createSilentLogger();
const contextOf = () => ({
  logger,
  metrics: createMetrics(),
  newId: () => 'abcdef0123456789',
  baseUrl: 'https://callboard.example',
  notReady: async () => reasons,
});

beforeEach(async () => {
  reasons = [];
  server = createHttpServer(contextOf());
  await server.mount('/broken', async (scope) => {
    scope.get('/', () => Promise.reject(new Error('a secret detail')));
  });
  await server.mount('/signed', async (scope) => {
    scope.get('/', { config: { isSigned: true } }, () => 'welcome');
  });
  port = await server.listen('127.0.0.1', 0);
});
afterEach(() => server.close());

/** A request with whatever Host. */
const get = (path: string, host = `127.0.0.1:${port}`) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });

describe('the HTTP server', () => {
  it('is alive, ready and measured', async () => {
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(200);
    expect((await get('/metrics')).body).toContain('callboard_process_resident_memory_bytes');
  });

  it('says what keeps it from being ready', async () => {
    reasons = ['the database does not answer'];
    const { status, body } = await get('/readyz');
    expect(status).toBe(503);
    expect(body).toContain('the database does not answer');
  });

  it('tells a fault by its id, and nothing of what went wrong', async () => {
    const { status, body } = await get('/broken');
    expect(status).toBe(500);
    expect(body).toContain('abcdef01');
    expect(body).not.toContain('secret');
  });

  it('answers to its own names, and to no page of another host', async () => {
    expect((await get('/metrics', `localhost:${port}`)).status).toBe(200);
    expect((await get('/metrics', 'callboard.example')).status).toBe(200);
    expect((await get('/metrics', 'evil.example')).status).toBe(403);
  });

  it('answers under any name where a route knows its callers by their signature', async () => {
    expect(await get('/signed', 'evil.example')).toEqual({ status: 200, body: 'welcome' });
  });

  it('says in one sentence that a port is in use', async () => {
    await expect(createHttpServer(contextOf()).listen('127.0.0.1', port)).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use by another program.`,
    );
  });
});
