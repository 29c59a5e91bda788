import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { createService } from '../src/service.js';

const server = createService();
let baseUrl = '';

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

test('it says that it is healthy', async () => {
  const response = await fetch(`${baseUrl}/healthz`);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: 'ok' });
});

test('it says what it is', async () => {
  const response = await fetch(baseUrl);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), {
    name: ${{ values.name | json }},
    description: ${{ values.description | json }},
  });
});

test('an unknown path is not found', async () => {
  const response = await fetch(`${baseUrl}/no-such-page`);
  assert.equal(response.status, 404);
});
