import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { createSiteServer } from '../scripts/site-server.js';
import { readPages } from '../scripts/read-pages.js';

const pages = readPages();
const server = createSiteServer();
let baseUrl = '';

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

for (const { file, url, elements } of pages) {
  test(`every link of ${file} within the site leads somewhere`, async () => {
    for (const { attributes, line } of elements) {
      const target = new URL(attributes.href ?? attributes.src ?? '', baseUrl + url);
      if (target.origin !== baseUrl) continue;
      const { status } = await fetch(target);
      assert.equal(status, 200, `${file}:${line} leads to ${target.pathname}, which is not there`);
      if (target.hash === '') continue;
      const page = pages.find((other) => other.url === target.pathname.replace(/\/$/, '/index.html'));
      const id = decodeURIComponent(target.hash.slice(1));
      assert.ok(page?.elements.some((element) => element.attributes.id === id), `${file}:${line}: nothing has the id ${id}`);
    }
  });
}

test('what is not there is answered with the page for it', async () => {
  const response = await fetch(`${baseUrl}/no-such-page`);
  assert.equal(response.status, 404);
  assert.match(response.headers.get('content-type'), /^text\/html/);
});
