import { HTTPError, RateLimitError } from 'discord.js';
import { expect, test } from 'vitest';
import { faultDetails } from '#callboard/surfaces/discord/fault.ts';

const url = 'https://discord.com/api/v10/webhooks/1/aW50ZXJhY3Rpb24tdG9rZW4/messages/@original';
const body = { body: { custom_id: 'aW50ZXJhY3Rpb24tdG9rZW4' }, files: undefined };

test.each([
  ['an error of HTTP', new HTTPError(500, 'Internal Server Error', 'PATCH', url, body)],
  [
    'a limit of requests',
    new RateLimitError({
      timeToReset: 1000,
      limit: 5,
      method: 'PATCH',
      hash: 'h',
      url,
      route: '/webhooks/1/:token',
      majorParameter: '1/aW50ZXJhY3Rpb24tdG9rZW4',
      global: false,
      retryAfter: 1000,
      sublimitTimeout: 0,
      scope: 'user',
    }),
  ],
])('%s is logged without the address, which holds the token of an interaction', (_, error) => {
  const logged = JSON.stringify(faultDetails(error));
  expect(logged).not.toContain('aW50ZXJhY3Rpb24tdG9rZW4');
  expect(JSON.parse(logged)).toMatchObject({ reason: expect.any(String) });
});
