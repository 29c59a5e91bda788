import type { RespondArguments } from '@slack/bolt';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Started, startWorkspace } from './start-workspace.ts';

describe('a response_url', () => {
  let started: Started;
  let answer: RespondArguments;
  beforeEach(async () => {
    started = await startWorkspace();
    const app = started.app();
    app.action('press', async ({ ack, respond }) => {
      await ack();
      await respond(answer);
    });
    await app.start();
  });
  afterEach(async () => await started.stop());

  const blocks = [
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'press', text: { type: 'plain_text', text: 'Press' } }],
    },
  ];
  const press = async (method: 'chat.postMessage' | 'chat.postEphemeral') => {
    await started.call(method, {
      channel: 'C1',
      text: 'choose',
      blocks,
      ...(method === 'chat.postEphemeral' && { user: 'U1' }),
    });
    const message = await started.workspace.nextMessage(({ text }) => text === 'choose');
    await started.workspace.as('U1').click(message, 'press');
    return message;
  };

  it.each(['chat.postMessage', 'chat.postEphemeral'] as const)('replaces the message of %s', async (method) => {
    answer = { text: 'chosen', replace_original: true };
    const { ts, isEphemeral } = await press(method);
    expect(await started.workspace.nextMessage(({ text }) => text === 'chosen')).toMatchObject({
      ts,
      isEphemeral,
      isEdited: true,
    });
    expect(started.workspace.messages('C1')[0]).not.toHaveProperty('blocks');
  });

  it.each(['chat.postMessage', 'chat.postEphemeral'] as const)('deletes the message of %s', async (method) => {
    answer = { delete_original: true };
    const deleted = once(started.workspace.events, 'messageDeleted');
    const { ts } = await press(method);
    expect((await deleted)[0]).toMatchObject({ channel: 'C1', ts });
    expect(started.workspace.messages('C1')).toEqual([]);
  });

  it('answers one person unless it says otherwise', async () => {
    answer = { text: 'between us', replace_original: false };
    await press('chat.postMessage');
    expect(await started.workspace.nextMessage(({ text }) => text === 'between us')).toMatchObject({ visibleTo: 'U1' });
    answer = { text: 'for all', replace_original: false, response_type: 'in_channel' };
    await press('chat.postMessage');
    expect(await started.workspace.nextMessage(({ text }) => text === 'for all')).toMatchObject({ isEphemeral: false });
  });

  it.each([
    [
      'an unknown kind of answer',
      { text: 'a', response_type: 'all' },
      'must be a valid enum value [json-pointer:/response_type]',
    ],
    ['text that is none', { text: 5 }, 'must provide a string [json-pointer:/text]'],
    [
      'a flag in words',
      { text: 'a', replace_original: 'yes' },
      'must provide a boolean [json-pointer:/replace_original]',
    ],
    ['a field that it does not know', { text: 'a', colour: 'red' }, 'invalid additional property: colour'],
  ])('takes not %s', async (_what, said, detail) => {
    // a part of it is what Slack refuses, so of any shape
    answer = JSON.parse(JSON.stringify(said));
    const refused = once(started.workspace.events, 'requestRefused');
    await press('chat.postMessage');
    expect((await refused)[0]).toEqual({ method: 'response_url', error: 'invalid_arguments', details: [detail] });
  });

  it('takes no wrong blocks', async () => {
    answer = { text: 'a', blocks: [{ type: 'section' }] };
    const refused = once(started.workspace.events, 'requestRefused');
    await press('chat.postMessage');
    expect((await refused)[0]).toEqual({
      method: 'response_url',
      error: 'invalid_blocks',
      details: ['must define either `text` or `fields` [json-pointer:/blocks/0/type]'],
    });
  });
});

describe('what the app is told of a button', () => {
  it('leaves an ephemeral message out, and shows any other', async () => {
    const started = await startWorkspace();
    const app = started.app();
    const bodies: object[] = [];
    app.action('press', async ({ ack, body }) => {
      bodies.push(body);
      await ack();
    });
    await app.start();
    const elements = [{ type: 'button', action_id: 'press', value: 'v', text: { type: 'plain_text', text: 'Press' } }];
    const sent = { channel: 'C1', text: 'choose', blocks: [{ type: 'actions', block_id: 'row', elements }] };
    const { ts } = await started.call('chat.postMessage', sent);
    await started.workspace.as('U1').click({ channel: 'C1', ts: String(ts) }, 'press');
    const { message_ts: hidden } = await started.call('chat.postEphemeral', { ...sent, user: 'U1' });
    await started.workspace.as('U1').click({ channel: 'C1', ts: String(hidden) }, 'press');
    expect(bodies[0]).toMatchObject({
      type: 'block_actions',
      user: { id: 'U1', username: 'jane' },
      container: { type: 'message', message_ts: ts, channel_id: 'C1', is_ephemeral: false },
      channel: { id: 'C1', name: 'general' },
      message: { ts, text: 'choose', bot_id: started.workspace.bot.id },
      actions: [{ type: 'button', action_id: 'press', block_id: 'row', value: 'v' }],
    });
    expect(bodies[1]).toMatchObject({ container: { is_ephemeral: true, message_ts: hidden } });
    expect(bodies[1]).not.toHaveProperty('message');
    await started.stop();
  });
});
