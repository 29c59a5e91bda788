import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createClock } from '../clock.ts';
import { silentLogger, type Started, startWorkspace } from '../start-workspace.ts';

describe('the Web API', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startWorkspace();
  });
  afterEach(async () => await started.stop());

  const client = () =>
    new WebClient(started.workspace.botToken, { slackApiUrl: `${started.origin}/api/`, logger: silentLogger });
  const post = async (more: object = {}) => {
    const answer = await started.call('chat.postMessage', { channel: 'C1', text: 'hello', ...more });
    return String(answer['ts']);
  };

  describe('refuses', () => {
    const cases: [what: string, method: string, body: object, error: string][] = [
      ['a method that does not exist', 'chat.shout', {}, 'unknown_method'],
      ['a method named like a built-in property', 'constructor', {}, 'unknown_method'],
      [
        'an argument that it does not know',
        'chat.postMessage',
        { channel: 'C1', text: 'a', txt: 'b' },
        'invalid_arguments',
      ],
      ['a message for no channel', 'chat.postMessage', { text: 'a' }, 'invalid_arguments'],
      ['a message for an unknown channel', 'chat.postMessage', { channel: 'C9', text: 'a' }, 'channel_not_found'],
      ['a message where the bot is not', 'chat.postMessage', { channel: 'C2', text: 'a' }, 'not_in_channel'],
      ['a message without text', 'chat.postMessage', { channel: 'C1' }, 'no_text'],
      [
        'a message of over 40,000 characters',
        'chat.postMessage',
        { channel: 'C1', text: 'x'.repeat(40_001) },
        'msg_too_long',
      ],
      ['blocks that are no JSON', 'chat.postMessage', { channel: 'C1', blocks: '[' }, 'invalid_blocks_format'],
      ['blocks that are wrong', 'chat.postMessage', { channel: 'C1', blocks: [{ type: 'x' }] }, 'invalid_blocks'],
      [
        'blocks of over 13,200 characters together',
        'chat.postMessage',
        {
          channel: 'C1',
          blocks: Array.from({ length: 5 }, () => ({
            type: 'section',
            text: { type: 'mrkdwn', text: 'x'.repeat(2_641) },
          })),
        },
        'msg_blocks_too_long',
      ],
      [
        'metadata of another form',
        'chat.postMessage',
        { channel: 'C1', text: 'a', metadata: { kind: 'x' } },
        'invalid_metadata_format',
      ],
      [
        'an answer to an unknown thread',
        'chat.postMessage',
        { channel: 'C1', text: 'a', thread_ts: '1.1' },
        'thread_not_found',
      ],
      [
        'a flag that is none',
        'chat.postMessage',
        { channel: 'C1', text: 'a', unfurl_links: 'no' },
        'invalid_arguments',
      ],
      [
        'an ephemeral message for nobody',
        'chat.postEphemeral',
        { channel: 'C1', text: 'a', user: 'U9' },
        'user_not_found',
      ],
      ['an edit of what is not there', 'chat.update', { channel: 'C1', ts: '1.1', text: 'a' }, 'message_not_found'],
      [
        'a view without a trigger',
        'views.open',
        { view: { type: 'modal', title: { type: 'plain_text', text: 'a' }, blocks: [{ type: 'divider' }] } },
        'invalid_arguments',
      ],
      [
        'a view of over 24 characters in the title',
        'views.open',
        {
          trigger_id: 'x',
          view: { type: 'modal', title: { type: 'plain_text', text: 'x'.repeat(25) }, blocks: [{ type: 'divider' }] },
        },
        'invalid_arguments',
      ],
      [
        'an edit of a view that is not open',
        'views.update',
        {
          view_id: 'V1',
          view: { type: 'modal', title: { type: 'plain_text', text: 'a' }, blocks: [{ type: 'divider' }] },
        },
        'not_found',
      ],
      [
        'a home for nobody',
        'views.publish',
        { user_id: 'U9', view: { type: 'home', blocks: [{ type: 'divider' }] } },
        'user_not_found',
      ],
      [
        'a modal as a home',
        'views.publish',
        {
          user_id: 'U1',
          view: { type: 'modal', title: { type: 'plain_text', text: 'a' }, blocks: [{ type: 'divider' }] },
        },
        'invalid_arguments',
      ],
      ['to look up an unknown id', 'users.info', { user: 'U9' }, 'user_not_found'],
      ['to look up an unknown address', 'users.lookupByEmail', { email: 'nobody@example.com' }, 'users_not_found'],
      ['to open a conversation with nobody', 'conversations.open', { users: 'U9' }, 'user_not_found'],
      ['a cursor that it did not give', 'users.list', { cursor: 'x' }, 'invalid_cursor'],
    ];
    it.each(cases)('%s', async (_what, method, body, error) => {
      expect(await started.call(method, body)).toMatchObject({ ok: false, error });
    });

    it('a call without a token', async () => {
      const response = await fetch(`${started.origin}/api/auth.test`, { method: 'POST' });
      expect(await response.json()).toEqual({ ok: false, error: 'not_authed' });
    });
    it('a wrong token', async () => {
      expect(await started.call('auth.test', {}, 'xoxb-wrong')).toEqual({ ok: false, error: 'invalid_auth' });
    });
    it('the bot’s token for a connection', async () => {
      expect(await started.call('apps.connections.open', {})).toEqual({ ok: false, error: 'not_allowed_token_type' });
    });
    it('JSON that is none', async () => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${started.workspace.botToken}` };
      const response = await fetch(`${started.origin}/api/auth.test`, { method: 'POST', headers, body: '{' });
      expect(await response.json()).toEqual({ ok: false, error: 'invalid_json' });
    });
    it('to edit what a person said', async () => {
      const { ts } = started.workspace.as('U1').say('C1', 'mine');
      expect(await started.call('chat.update', { channel: 'C1', ts, text: 'a' })).toMatchObject({
        error: 'cant_update_message',
      });
      expect(await started.call('chat.delete', { channel: 'C1', ts })).toMatchObject({ error: 'cant_delete_message' });
    });
    it('to edit an ephemeral message', async () => {
      const { message_ts: ts } = await started.call('chat.postEphemeral', { channel: 'C1', user: 'U1', text: 'a' });
      expect(await started.call('chat.update', { channel: 'C1', ts, text: 'b' })).toMatchObject({
        error: 'message_not_found',
      });
    });
    it('the same reaction twice', async () => {
      const reaction = { channel: 'C1', timestamp: await post(), name: 'eyes' };
      expect(await started.call('reactions.add', reaction)).toEqual({ ok: true });
      expect(await started.call('reactions.add', reaction)).toMatchObject({ error: 'already_reacted' });
    });
  });

  it('says where blocks are wrong, as Slack does', async () => {
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }];
    const said = 'must be less than 151 characters [json-pointer:/blocks/0/text/text]';
    expect(await started.call('chat.postMessage', { channel: 'C1', blocks })).toEqual({
      ok: false,
      error: 'invalid_blocks',
      errors: [said],
      response_metadata: { messages: [`[ERROR] ${said}`] },
    });
  });

  it('takes text of 40,000 characters, and blocks of 13,200 together', async () => {
    expect(await started.call('chat.postMessage', { channel: 'C1', text: 'x'.repeat(40_000) })).toMatchObject({
      ok: true,
    });
    const section = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(2_640) } };
    const blocks = Array.from({ length: 5 }, () => section);
    expect(await started.call('chat.postMessage', { channel: 'C1', blocks })).toMatchObject({ ok: true });
  });

  it('tells those who watch what it refused', async () => {
    const refused: object[] = [];
    started.workspace.events.on('requestRefused', (each) => refused.push(each));
    await started.call('chat.postMessage', { channel: 'C9', text: 'a' });
    expect(refused).toEqual([{ method: 'chat.postMessage', error: 'channel_not_found', details: [] }]);
  });

  it('takes what Slack’s own client sends, form-encoded', async () => {
    const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'a & b' } }];
    const posted = await client().chat.postMessage({ channel: 'C1', text: 'fallback', blocks, unfurl_links: false });
    expect(started.workspace.messages('general')).toMatchObject([{ ts: posted.ts, text: 'fallback', blocks }]);
  });

  it('opens the direct conversation with a person that a message is for', async () => {
    const { channel } = await started.call('chat.postMessage', { channel: 'U1', text: 'hello' });
    expect(channel).toBe(started.workspace.as('U1').openDirectMessage());
  });

  it('keeps blocks that an edit does not mention, and drops them for an empty list', async () => {
    const ts = await post({ blocks: [{ type: 'divider' }] });
    await started.call('chat.update', { channel: 'C1', ts, text: 'changed' });
    expect(started.workspace.messages('C1')).toMatchObject([
      { text: 'changed', isEdited: true, blocks: [{ type: 'divider' }] },
    ]);
    await started.call('chat.update', { channel: 'C1', ts, text: 'bare', blocks: [] });
    expect(started.workspace.messages('C1')[0]).not.toHaveProperty('blocks');
  });

  it('gives every block and element an id', async () => {
    await post({
      blocks: [{ type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'a' } }] }],
    });
    expect(started.workspace.messages('C1')).toMatchObject([
      { blocks: [{ block_id: expect.any(String), elements: [{ action_id: expect.any(String) }] }] },
    ]);
  });

  it('counts the answers in a thread', async () => {
    const ts = await post();
    const reply = await post({ thread_ts: ts });
    expect(started.workspace.messages('C1')[0]).toMatchObject({ replyCount: 1, latestReplyTs: reply });
    expect(await started.call('conversations.replies', { channel: 'C1', ts })).toMatchObject({
      messages: [{ ts }, { ts: reply }],
    });
    expect(await started.call('conversations.history', { channel: 'C1' })).toMatchObject({
      messages: [{ ts, reply_count: 1 }],
    });
  });

  it('shows an ephemeral message to one person only', async () => {
    await started.call('chat.postEphemeral', { channel: 'C1', user: 'U1', text: 'for Jane' });
    expect(started.workspace.as('U1').messages('C1')).toHaveLength(1);
    expect(started.workspace.as('U2').messages('C1')).toEqual([]);
    expect(await started.call('conversations.history', { channel: 'C1' })).toMatchObject({ messages: [] });
  });

  it('lets a test see that everyone was notified', async () => {
    const notified: string[] = [];
    started.workspace.events.on('everyoneNotified', ({ text }) => notified.push(text));
    await post({ text: 'calm' });
    await post({ text: '<!channel> wake up' });
    await post({ text: 'quiet', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '<!here> now' } }] });
    expect(notified).toEqual(['<!channel> wake up', 'quiet']);
  });

  it('lists everyone page by page', async () => {
    const names: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await client().users.list({ limit: 1, ...(cursor && { cursor }) });
      names.push(...(page.members ?? []).map(({ name }) => name));
      cursor = page.response_metadata?.next_cursor;
    } while (cursor);
    expect(names).toEqual(['jane', 'omar', 'callboard', 'slackbot']);
  });

  it('gives no cursor after the last page', async () => {
    expect(await started.call('users.list', { limit: 4 })).toMatchObject({ response_metadata: { next_cursor: '' } });
  });

  it('finds a person by address, whatever its case', async () => {
    expect(await started.call('users.lookupByEmail', { email: 'Jane@Example.com' })).toMatchObject({
      user: { id: 'U1' },
    });
  });

  it('keeps a home that the app publishes', async () => {
    const view = { type: 'home', blocks: [{ type: 'divider' }] };
    await started.call('views.publish', { user_id: 'U1', view });
    expect(started.workspace.home('U1')?.content).toMatchObject(view);
  });
});

describe('the rate limits', () => {
  it('of chat.postMessage are told with 429 and the seconds to wait', async () => {
    const clock = createClock();
    const started = await startWorkspace({ rateLimits: 'slack', now: clock.now });
    const post = async () =>
      await fetch(`${started.origin}/api/chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${started.workspace.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ channel: 'C1', text: 'a' }),
      });
    for (let count = 0; count < 60; count += 1) expect((await post()).status).toBe(200);
    clock.advance(20_000);
    const refused = await post();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40']);
    clock.advance(40_000);
    expect((await post()).status).toBe(200);
    await started.stop();
  });
});
