import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Started, startWorkspace } from './start-workspace.ts';

describe('the body of a call', () => {
  let started: Started;
  beforeAll(async () => {
    started = await startWorkspace();
  });
  afterAll(async () => await started.stop());

  const form = 'application/x-www-form-urlencoded';
  const send = async (contentType: string | undefined, body: string): Promise<unknown> => {
    const response = await fetch(`${started.origin}/api/users.info`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${started.workspace.botToken}`,
        ...(contentType !== undefined && { 'content-type': contentType }),
      },
      // text has a type of its own where none is given; bytes have none
      body: new TextEncoder().encode(body),
    });
    return response.json();
  };
  const jane = { ok: true, user: { id: 'U1' } };

  it.each([
    [form, 'user=U1'],
    [`${form}; charset=UTF-8`, 'user=U1'],
    ['text/plain', 'user=U1'],
    ['application/json', '{"user":"U1"}'],
    ['application/json; charset=utf-8', '{"user":"U1"}'],
  ])('is read as %s', async (contentType, body) => expect(await send(contentType, body)).toMatchObject(jane));

  it.each([
    ['no type', undefined, 'user=U1', 'missing_post_type'],
    ['another type', 'application/xml', '<user>U1</user>', 'invalid_post_type'],
    ['another charset', `${form}; charset=utf-16`, 'user=U1', 'invalid_charset'],
    ['JSON that is broken', 'application/json', '{"user":', 'invalid_json'],
    ['JSON that is no object', 'application/json', '["U1"]', 'json_not_object'],
  ])('of %s is refused', async (_what, contentType, body, error) =>
    expect(await send(contentType, body)).toEqual({ ok: false, error }),
  );

  it('may be missing', async () =>
    expect(await send(undefined, '')).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: user'] },
    }));
});
