import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { createNotes } from '../src/notes.js';
import { createService } from '../src/service.js';

const definition = JSON.parse(readFileSync(new URL('../../api/openapi.json', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false }).addSchema(definition, 'definition');

const server = createService(createNotes(), () => new Date('2026-01-02T03:04:05Z'));
let baseUrl = '';

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

/** What is answered, which must be as the definition has it. */
async function ask(method, path, body) {
  const response = await fetch(baseUrl + path, { method, body });
  const answer = await response.json();
  const pointer = ['paths', path, method.toLowerCase(), 'responses', response.status, 'content', 'application/json', 'schema'];
  const encoded = pointer.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
  const isAsDefined = ajv.compile({ $ref: `definition#/${encoded}` });
  assert.ok(isAsDefined(answer), `${method} ${path} ${response.status}: ${ajv.errorsText(isAsDefined.errors)}`);
  return { status: response.status, answer };
}

test('it says that it is healthy', async () => {
  assert.deepEqual(await ask('GET', '/healthz'), { status: 200, answer: { status: 'ok' } });
});

test('a note that is added is listed first', async () => {
  await ask('POST', '/notes', JSON.stringify({ text: 'one' }));
  const { status, answer } = await ask('POST', '/notes', JSON.stringify({ text: 'two' }));
  assert.equal(status, 201);
  assert.deepEqual(answer, { id: 2, text: 'two', createdAt: '2026-01-02T03:04:05.000Z' });
  const listed = await ask('GET', '/notes');
  assert.deepEqual(listed.answer.map(({ text }) => text), ['two', 'one']);
});

for (const [what, body] of [
  ['no JSON', 'two'],
  ['nothing', ''],
  ['null', 'null'],
  ['an empty text', '{"text": " "}'],
  ['a number', '{"text": 1}'],
  ['a text of 501 characters', JSON.stringify({ text: 'x'.repeat(501) })],
  ['more than 10,000 bytes', JSON.stringify({ text: 'x', more: 'x'.repeat(10_000) })],
]) {
  test(`${what} is no note`, async () => {
    assert.equal((await ask('POST', '/notes', body)).status, 400);
  });
}

test('an unknown path is not found', async () => {
  assert.equal((await fetch(`${baseUrl}/no-such-page`)).status, 404);
});
