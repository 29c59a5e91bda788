import { describe, expect, it } from 'vitest';
import { explainAnswer, rateLimitWaitMs } from '#callboard/core/http/explain-answer.ts';
import { gitLabWords } from '#callboard/plugins/gitlab/gitlab-words.ts';

const words = gitLabWords('gitlab.test', 'glpat-x');

describe('what GitLab says of a failure', () => {
  it.each([
    [{ message: '404 Not Found' }, '404 Not Found'],
    [{ error: 'name is missing' }, 'name is missing'],
    [{ error: 'invalid_token', error_description: 'Token was revoked.' }, 'Token was revoked'],
    [
      { message: { visibility_level: ['internal is not allowed', 'nor public'] } },
      'visibility_level internal is not allowed; nor public',
    ],
    [
      { message: ['Another open merge request already exists\nfor this source branch: !5'] },
      'Another open merge request already exists for this source branch: !5',
    ],
    [{ message: [{ message: 'Query has complexity of 300', locations: [] }] }, 'Query has complexity of 300'],
  ])('in %j is told as %j', (body, told) => {
    expect(explainAnswer(422, body, words).message).toBe(`gitlab.test refused the request: ${told}.`);
  });

  it('in HTML is left out', () => {
    expect(explainAnswer(403, null, words).message).toBe('gitlab.test does not allow the bot to do that.');
  });

  it.each([
    [429, { 'retry-after': '7' }, 7000],
    [503, { 'retry-after': '7' }, 7000],
    [429, { 'ratelimit-reset': '1000' }, 40_000],
    [429, {}, 60_000],
    [503, {}, undefined],
    [403, { 'retry-after': '7' }, undefined],
  ])('with %i and %j asks for a wait of %s ms', (status, headers, waitMs) => {
    expect(rateLimitWaitMs({ status, headers: new Headers(headers) }, new Date(960_000))).toBe(waitMs);
  });
});
