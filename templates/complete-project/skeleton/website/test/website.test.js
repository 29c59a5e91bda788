import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { createWebsite } from '../src/website.js';

/** Stands in for the service: answers with what it was asked. */
const service = createServer(async (request, response) => {
  const body = (await request.toArray()).join('');
  response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ asked: `${request.method} ${request.url}`, body }));
});
let website;
let baseUrl = '';

async function listen(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new URL(`http://127.0.0.1:${server.address().port}`);
}

before(async () => {
  website = createWebsite(await listen(service));
  baseUrl = (await listen(website)).origin;
});
after(() => {
  website.close();
  service.close();
});

test('the first page leads only to files that are there', async () => {
  const page = await (await fetch(baseUrl)).text();
  const leads = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, target]) => target);
  assert.notEqual(leads.length, 0);
  for (const target of leads) assert.equal((await fetch(new URL(target, baseUrl))).status, 200, target);
});

test('what is not there is not found', async () => {
  for (const path of ['/no-such-page', '/site', '/%2e%2e/package.json', '/%']) {
    assert.equal((await fetch(baseUrl + path)).status, 404, path);
  }
});

test('what is below /api/ is asked of the service', async () => {
  const read = await fetch(`${baseUrl}/api/notes?page=2`);
  assert.deepEqual(await read.json(), { asked: 'GET /notes?page=2', body: '' });
  const added = await fetch(`${baseUrl}/api/notes`, { method: 'POST', body: '{"text":"one"}' });
  assert.equal(added.status, 201);
  assert.deepEqual(await added.json(), { asked: 'POST /notes', body: '{"text":"one"}' });
});

test('an address below /api/ leads nowhere but to the service', async () => {
  const answer = await fetch(`${baseUrl}/api//elsewhere.example/notes`);
  assert.deepEqual(await answer.json(), { asked: 'GET //elsewhere.example/notes', body: '' });
});

test('a service that is down is told', async () => {
  const gone = createServer();
  const goneUrl = await listen(gone);
  gone.close();
  await once(gone, 'close');
  const alone = createWebsite(goneUrl);
  const { origin } = await listen(alone);
  const response = await fetch(`${origin}/api/notes`);
  alone.close();
  assert.equal(response.status, 502);
});
