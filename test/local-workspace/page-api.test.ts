import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Started, startWorkspace } from './start-workspace.ts';

describe('the page’s API', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startWorkspace();
  });
  afterEach(async () => await started.stop());

  const get = async (path: string) => await (await fetch(`${started.origin}/workspace/api/${path}`)).json();
  const post = async (path: string, body: object) => {
    const response = await fetch(`${started.origin}/workspace/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };

  it('says who and what there is', async () => {
    expect(await get('boot')).toEqual({
      workspace: { name: 'Local workspace' },
      bot: { id: 'B0LOCALBOT', userId: 'U0LOCALBOT', name: 'callboard' },
      people: [
        { id: 'U1', handle: 'jane', name: 'Jane Doe', isDeactivated: false },
        { id: 'U2', handle: 'omar', name: 'Omar Haddad', isDeactivated: false },
      ],
      channels: [
        { id: 'C1', name: 'general', isDirect: false },
        { id: 'C2', name: 'private-to-omar', isDirect: false },
      ],
      commands: [{ command: '/who-owns', description: 'Says who owns something', usageHint: '[name]' }],
      shortcuts: [],
      hasHome: true,
      agentView: null,
      faults: [],
    });
  });

  it('gives a home once the app has published one, and what the agent says', async () => {
    expect(await get('home?as=U1')).toEqual({ view: null });
    const view = { type: 'home', blocks: [{ type: 'divider' }] };
    await started.call('views.publish', { user_id: 'U1', view });
    expect(await get('home?as=U1')).toMatchObject({ view: { kind: 'home', view: { type: 'home' } } });
    expect(await get('agent?as=U1')).toMatchObject({ agent: { statuses: [], titles: {}, prompts: null } });
  });

  it('does not wait until an app that is away has heard of what a person opens or changes', async () => {
    expect(await post('app/open', { as: 'U1', tab: 'home' })).toEqual({ status: 200, body: {} });
    expect(await post('agent/open', { as: 'U1', beside: 'C1' })).toMatchObject({ status: 200 });
    expect(await post('channel/archive', { as: 'U1', channel: 'C1' })).toEqual({ status: 200, body: {} });
    expect(await post('channel/archive', { as: 'U1', channel: 'C9' })).toEqual({
      status: 404,
      body: { error: 'There is no channel C9.' },
    });
    expect(await post('person/add', { name: 'Zoë' })).toMatchObject({ status: 200 });
    expect(await post('person/deactivate', { personId: 'U2' })).toEqual({ status: 200, body: {} });
    expect(await post('say', { as: 'U2', channel: 'C1', text: 'hello' })).toMatchObject({ status: 400 });
  });

  it.each([
    [{ kind: 'rateLimited', method: 'chat.postMessage', retryAfterSeconds: 1 }, 200],
    [{ kind: 'rateLimited', method: 'chat.postMessage', retryAfterSeconds: 0 }, 400],
    [{ kind: 'failing', method: '*', status: 500 }, 200],
    [{ kind: 'failing', method: '*', status: 499 }, 400],
    [{ kind: 'slow', method: '*', delayMs: 1 }, 200],
    [{ kind: 'slow', delayMs: 1 }, 400],
    [{ kind: 'disconnecting', everyMs: 100 }, 200],
    [{ kind: 'disconnecting', everyMs: 99 }, 400],
    [{ kind: 'unorderedEvents' }, 200],
    [{ kind: 'unknownBlock', block: 'plan' }, 200],
    [{ kind: 'unknownBlock' }, 400],
    [{ kind: 'nonsense' }, 400],
  ])('switches on the fault %o or refuses it: %i', async (fault, status) => {
    const answer = await post('faults/on', { fault });
    expect(answer.status).toBe(status);
    expect(started.workspace.faults.all().map((each) => each.fault)).toEqual(status === 200 ? [fault] : []);
    expect(await post('faults/off', {})).toEqual({ status: 200, body: {} });
    expect(started.workspace.faults.all()).toEqual([]);
  });

  it('lists the conversations of a person, the direct one with the bot among them', async () => {
    await post('direct/open', { as: 'U1', withId: 'U2' });
    expect(await get('conversations?as=U1')).toEqual({
      channels: [{ id: 'C1', name: 'general', isPrivate: false, isArchived: false, hasBot: true }],
      directs: [
        { id: expect.stringMatching(/^D/), withId: 'U0LOCALBOT', withName: 'callboard' },
        { id: expect.stringMatching(/^D/), withId: 'U2', withName: 'Omar Haddad' },
      ],
    });
  });

  it('says something, and lists it for those who may read it', async () => {
    const said = await post('say', { as: 'U1', channel: 'C1', text: 'hello' });
    expect(said.status).toBe(200);
    expect(await get('messages?as=U2&channel=C1')).toEqual({
      messages: [
        {
          ts: said.body.message.ts,
          channel: 'C1',
          userId: 'U1',
          isBot: false,
          text: 'hello',
          isEphemeral: false,
          isEdited: false,
          replyCount: 0,
        },
      ],
    });
    expect(await get('messages?as=U1&channel=C2')).toEqual({ error: 'Jane Doe is not in private-to-omar.' });
  });

  it('lists a thread with its first message, and the channel without answers', async () => {
    const { body } = await post('say', { as: 'U1', channel: 'C1', text: 'question' });
    const threadTs = body.message.ts;
    await post('say', { as: 'U2', channel: 'C1', text: 'answer', threadTs });
    expect(await get('messages?as=U1&channel=C1')).toMatchObject({ messages: [{ text: 'question', replyCount: 1 }] });
    expect(await get(`messages?as=U1&channel=C1&thread=${threadTs}`)).toMatchObject({
      messages: [{ text: 'question' }, { text: 'answer', threadTs }],
    });
  });

  const refusals: [what: string, path: string, body: object, status: number, error: string][] = [
    [
      'someone who is not there',
      'say',
      { as: 'U9', channel: 'C1', text: 'a' },
      404,
      'There is no person U9 in this workspace.',
    ],
    [
      'a conversation that is not there',
      'say',
      { as: 'U1', channel: 'C9', text: 'a' },
      404,
      'There is no conversation C9.',
    ],
    ['nothing said', 'say', { as: 'U1', channel: 'C1', text: ' ' }, 400, 'Type a message first.'],
    ['a missing field', 'say', { as: 'U1', text: 'a' }, 400, 'The request lacks “channel”.'],
    ['an unknown command', 'say', { as: 'U1', channel: 'C1', text: '/shout' }, 400, '/shout is not a valid command.'],
    [
      'a command in a thread',
      'say',
      { as: 'U1', channel: 'C1', text: '/who-owns x', threadTs: '1.1' },
      400,
      '/who-owns is not supported in threads. Sorry!',
    ],
    [
      'a button of a message that is gone',
      'click',
      { as: 'U1', container: { kind: 'message', channel: 'C1', ts: '1.1' }, blockId: 'a', actionId: 'b', value: {} },
      404,
      'That message is no longer there.',
    ],
    [
      'a view that is closed',
      'view/submit',
      { as: 'U1', viewId: 'V1', values: {} },
      404,
      'That view is no longer open.',
    ],
    [
      'values of another form',
      'view/submit',
      { as: 'U1', viewId: 'V1', values: { a: 'b' } },
      400,
      '“values” must hold objects by block id and action id.',
    ],
  ];
  it.each(refusals)('refuses %s with a sentence', async (_what, path, body, status, error) => {
    expect(await post(path, body)).toEqual({ status, body: { error } });
  });

  it('uses a command that is typed as a message', async () => {
    const app = started.app();
    app.command('/who-owns', async ({ ack, command }) => await ack({ text: `about ${command.text}` }));
    await app.start();
    expect(await post('say', { as: 'U1', channel: 'C1', text: '/who-owns a  b' })).toMatchObject({
      body: { outcome: 'acknowledged' },
    });
    expect(await get('messages?as=U1&channel=C1')).toMatchObject({
      messages: [{ text: 'about a  b', isEphemeral: true }],
    });
  });

  it('streams what a person sees, and nothing else', async () => {
    const closing = new AbortController();
    const response = await fetch(`${started.origin}/workspace/api/stream?as=U1`, { signal: closing.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const seen: { type: string; message?: { text: string }; text?: string }[] = [];
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const readUntil = async (type: string) => {
      while (!seen.some((event) => event.type === type)) {
        const { value = '' } = (await reader?.read()) ?? {};
        for (const line of value.split('\n').filter((each) => each.startsWith('data: ')))
          seen.push(JSON.parse(line.slice(6)));
      }
    };
    await readUntil('view');
    expect(seen).toEqual([
      { type: 'bot', isConnected: false },
      { type: 'view', view: null },
    ]);
    started.workspace.as('U2').say('C2', 'secret');
    await started.call('chat.postEphemeral', { channel: 'C1', user: 'U2', text: 'for Omar' });
    const { ts } = await started.call('chat.postMessage', { channel: 'C1', text: 'for all' });
    await started.call('chat.update', { channel: 'C1', ts, text: 'for everyone' });
    await started.call('chat.delete', { channel: 'C1', ts });
    await readUntil('messageDeleted');
    expect(seen.slice(2)).toMatchObject([
      { type: 'message', message: { text: 'for all' } },
      { type: 'messageChanged', message: { text: 'for everyone', isEdited: true } },
      { type: 'messageDeleted', channel: 'C1', ts },
    ]);
    closing.abort();
  });
});

describe('the page', () => {
  it('is served with a strict policy, and nothing outside its folder is', async () => {
    const started = await startWorkspace();
    const missing = await fetch(`${started.origin}/workspace/no-such-file.js`);
    expect(missing.status).toBe(404);
    for (const path of [
      '..%2flocal-workspace.ts',
      '..%2fpage%2fapi.js',
      '%2e%2e/local-workspace.ts',
      'contract.ts',
      '.hidden.js',
      'a//b.js',
    ]) {
      expect((await fetch(`${started.origin}/workspace/${path}`)).status).toBe(404);
    }
    const script = await fetch(`${started.origin}/workspace/api.js`);
    expect(script.status).toBe(200);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(script.headers.get('cache-control')).toBe('no-cache');
    await started.stop();
  });
});
