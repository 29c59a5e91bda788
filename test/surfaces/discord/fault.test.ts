import fs from 'node:fs';
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal } from '#callboard/core/refusal.ts';
import { createLogger } from '#callboard/core/telemetry/create-logger.ts';
import { faultDetails, reasonOf } from '#callboard/surfaces/discord/fault.ts';
import { command } from '../../fixtures/discord/scripted-conversation.ts';
import { surfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';

const token = 'aW50ZXJhY3Rpb24tdG9rZW4';
const webhook = `https://discord.com/api/v10/webhooks/1000000000000000001/${token}/messages/@original`;
const callback = `https://discord.com/api/v10/interactions/1000000000000000001/${token}/callback`;
const body = { body: { custom_id: token, components: ['what somebody typed'] }, files: undefined };
const refused = { code: 50_035, message: 'Invalid Form Body' };
const limit = {
  timeToReset: 1000,
  limit: 5,
  method: 'PATCH',
  hash: 'h',
  url: webhook,
  route: `/webhooks/1/${token}`,
  majorParameter: `1/${token}`,
  global: false,
  retryAfter: 1000,
  sublimitTimeout: 0,
  scope: 'user',
} as const;

describe('what is logged of a fault', () => {
  let written: string[];

  beforeEach(() => {
    written = [];
    vi.spyOn(fs, 'writeSync').mockImplementation((file, text) => {
      if (file === 2) written.push(text);
      return Buffer.byteLength(text);
    });
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each([
    [
      'an answer of HTTP’s',
      new HTTPError(500, 'Internal Server Error', 'PATCH', webhook, body),
      {
        reason: 'Internal Server Error',
        method: 'PATCH',
        status: 500,
        route: '/webhooks/:id/:token/messages/@original',
      },
    ],
    [
      'a refusal of Discord’s',
      new DiscordAPIError(refused, 50_035, 400, 'POST', callback, body),
      {
        reason: 'Invalid Form Body',
        method: 'POST',
        status: 400,
        code: 50_035,
        route: '/interactions/:id/:token/callback',
      },
    ],
    [
      'a limit of requests',
      new RateLimitError(limit),
      { reason: 'too many requests', retryAfterMs: 1000, route: '/webhooks/:id/:token/messages/@original' },
    ],
    [
      'a refusal for which Discord is the cause',
      new Refusal(
        'The message was deleted.',
        { code: 'message-gone' },
        { cause: new DiscordAPIError(refused, 50_035, 400, 'POST', callback, body) },
      ),
      { reason: 'The message was deleted.', code: 'message-gone' },
    ],
  ])('%s is told without tokens and bodies, and without a stack trace', (_, error, expected) => {
    createLogger('debug').error({ interaction: '1', ...faultDetails(error) }, 'An interaction could not be answered.');
    const [line = ''] = written;
    expect(line).not.toContain(token);
    expect(line).not.toContain('somebody typed');
    expect(line).not.toContain('    at ');
    expect(JSON.parse(line)).toMatchObject(expected);
  });

  it('an address without a version, such as that of a proxy, keeps no token either', () => {
    const url = `http://proxy.example/webhooks/1000000000000000001/${token}`;
    const error = new HTTPError(502, 'Bad Gateway', 'POST', url, body);
    expect(faultDetails(error)).toMatchObject({ route: '/webhooks/:id/:token' });
  });

  it('what is not Discord’s is logged with its stack trace', () => {
    createLogger('debug').error(faultDetails(new Error('no directory')), 'An interaction could not be answered.');
    expect(JSON.parse(written[0] ?? '')).toMatchObject({
      error: { message: 'no directory', stack: expect.stringContaining('    at ') },
    });
  });

  it('a request that was given up is one that is not answered', () => {
    expect(reasonOf(new DOMException('This operation was aborted', 'AbortError'))).toBe('it does not answer');
  });

  it.each([
    [500, { message: 'broken' }],
    [403, { code: 50_013, message: 'Missing Permissions' }],
  ])('an interaction whose answer fails with %i leaves no token in the log', async (status, answer) => {
    const test = await surfaceUnderTest({ logger: createLogger('debug') });
    test.conversation.table = [command('who-owns')];
    test.conversation.reply = () => ({ kind: 'card', title: 'payments', lines: [], fields: [], buttons: [] });
    test.discord.refuse('PATCH', /^\/webhooks\//u, { status, body: answer });
    const asked = test.discord.slash('who-owns');
    await test.logged(/An interaction could not be answered/u);
    await test.stop();
    const failures = written.filter((line) => line.includes('could not be answered'));
    expect(JSON.parse(failures[0] ?? '')).toMatchObject({
      interaction: asked.id,
      status,
      route: '/webhooks/:id/:token/messages/%40original',
    });
    expect(written.join('')).not.toContain(asked.token);
  });
});
