import { expect, test } from 'vitest';
import { mayHaveCredentials } from '#callboard/catalog/may-have-credentials.ts';

test.each<[string, string, boolean]>([
  ['https://github.com/acme/shop', 'https://github.com', true],
  ['http://github.com/acme/shop', 'https://github.com', false],
  ['ssh://git@github.com/acme/shop', 'https://github.com', false],
  ['https://github.com.evil.example/acme/shop', 'https://github.com', false],
  ['http://127.0.0.1:3000/acme/shop', 'http://127.0.0.1:3000', true],
  ['http://127.0.0.1:3001/acme/shop', 'http://127.0.0.1:3000', false],
  ['https://git.example/acme/shop', 'http://git.example', true],
  ['/srv/repositories/shop', 'https://github.com', false],
])('%s is sent the credentials of %s: %s', (url, origin, may) => {
  expect(mayHaveCredentials(url, origin)).toBe(may);
});
