import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';

import { createClock } from './clock.ts';
import { type Started, startWorkspace } from './start-workspace.ts';

const prompts = [{ title: 'What do I own?', message: 'what do I own' }];

describe('an agent', () => {
  let started: Started;
  afterEach(async () => await started.stop());

  it('hears who opens its messages beside which channel, and offers prompts', async () => {
    started = await startWorkspace({
      agentView: 'agent',
      subscriptions: ['app_home_opened', 'app_context_changed', 'message.im'],
    });
    const app = started.app();
    const heard: object[] = [];
    app.event('app_home_opened', async ({ event, client }) => {
      heard.push(event);
      await client.assistant.threads.setSuggestedPrompts({ channel_id: event.channel, title: 'Ask', prompts });
    });
    app.event('app_context_changed', async ({ event }) => {
      heard.push(event);
    });
    const asked = Promise.withResolvers<object>();
    app.event('message', async ({ event }) => asked.resolve(event));
    await app.start();
    const jane = started.workspace.as('U1');
    const offered = once(started.workspace.events, 'agentChanged');
    const place = await jane.openAgent('general');
    await offered;
    expect(place).toEqual({ channel: jane.openDirectMessage() });
    expect(started.workspace.agent(place.channel)).toMatchObject({ prompts: { title: 'Ask', prompts } });
    jane.say(place.channel, 'who owns this?');
    const inGeneral = { entities: [{ type: 'slack#/types/channel_id', value: 'C1', team_id: 'T0LOCALTM0' }] };
    expect(await asked.promise).toMatchObject({ type: 'message', channel_type: 'im', app_context: inGeneral });
    expect(heard).toMatchObject([{ type: 'app_home_opened', tab: 'messages', user: 'U1', context: inGeneral }]);
  });

  it('hears that the person went to another channel, once', async () => {
    started = await startWorkspace({
      agentView: 'agent',
      channels: [
        { id: 'C1', name: 'general' },
        { id: 'C3', name: 'payments' },
      ],
      subscriptions: ['app_context_changed'],
    });
    const app = started.app();
    const heard: object[] = [];
    app.event('app_context_changed', async ({ event }) => {
      heard.push(event);
    });
    await app.start();
    const jane = started.workspace.as('U1');
    const place = await jane.openAgent('general');
    await jane.lookAt(place, 'payments');
    await jane.lookAt(place, 'payments');
    expect(heard).toMatchObject([
      {
        type: 'app_context_changed',
        user: 'U1',
        channel: place.channel,
        context: { entities: [{ value: 'C3' }] },
      },
    ]);
  });

  it('in the older form has a thread for every conversation, with prompts, a title and a status in it', async () => {
    const clock = createClock();
    started = await startWorkspace({
      now: clock.now,
      agentView: 'assistant',
      subscriptions: ['assistant_thread_started', 'assistant_thread_context_changed', 'message.im'],
    });
    const app = started.app();
    const heard: object[] = [];
    app.event('assistant_thread_started', async ({ event, client }) => {
      heard.push(event);
      const { channel_id, thread_ts } = event.assistant_thread;
      await client.assistant.threads.setSuggestedPrompts({ channel_id, thread_ts, prompts });
      await client.assistant.threads.setTitle({ channel_id, thread_ts, title: 'A question' });
    });
    app.event('assistant_thread_context_changed', async ({ event }) => {
      heard.push(event);
    });
    await app.start();
    const { workspace } = started;
    const jane = workspace.as('U1');
    const titled = Promise.withResolvers<void>();
    workspace.events.on('agentChanged', ({ channel }) => {
      if (Object.keys(workspace.agent(channel).titles).length > 0) titled.resolve();
    });
    const place = await jane.openAgent('general');
    const threadTs = place.threadTs ?? '';
    expect(workspace.messages(place.channel)).toMatchObject([{ ts: threadTs, subtype: 'assistant_app_thread' }]);
    expect(heard).toMatchObject([
      {
        type: 'assistant_thread_started',
        assistant_thread: {
          user_id: 'U1',
          channel_id: place.channel,
          thread_ts: threadTs,
          context: { channel_id: 'C1', team_id: 'T0LOCALTM0' },
        },
      },
    ]);
    const thread = { channel_id: place.channel, thread_ts: threadTs };
    await titled.promise;
    await started.call('assistant.threads.setStatus', {
      ...thread,
      status: 'is looking…',
      loading_messages: ['a', 'b'],
    });
    expect(workspace.agent(place.channel)).toEqual({
      channel: place.channel,
      titles: { [threadTs]: 'A question' },
      statuses: [{ threadTs, status: 'is looking…', loadingMessages: ['a', 'b'] }],
      prompts: { threadTs, prompts },
    });
    await started.call('chat.postMessage', { channel: place.channel, thread_ts: threadTs, text: 'here' });
    expect(workspace.agent(place.channel).statuses).toEqual([]);
    await started.call('assistant.threads.setStatus', { ...thread, status: 'is looking…' });
    clock.advance(119_999);
    expect(workspace.agent(place.channel).statuses).toHaveLength(1);
    clock.advance(1);
    expect(workspace.agent(place.channel).statuses).toEqual([]);
  });

  it('is refused a fifth prompt, an eleventh loading message, and a thread that is not there', async () => {
    started = await startWorkspace({ agentView: 'agent' });
    const channel_id = started.workspace.as('U1').openDirectMessage();
    const thread_ts = started.workspace.as('U1').say(channel_id, 'hello').ts;
    const prompt = () => ({ title: 'A', message: 'a' });
    const set = async (count: number) =>
      await started.call('assistant.threads.setSuggestedPrompts', {
        channel_id,
        prompts: Array.from({ length: count }, prompt),
      });
    expect(await set(4)).toEqual({ ok: true });
    expect(await set(5)).toMatchObject({ ok: false, error: 'invalid_arguments' });
    const load = async (count: number) =>
      await started.call('assistant.threads.setStatus', {
        channel_id,
        thread_ts,
        status: 'is thinking…',
        loading_messages: Array.from({ length: count }, () => 'a'),
      });
    expect(await load(10)).toEqual({ ok: true });
    expect(await load(11)).toMatchObject({ ok: false, error: 'invalid_arguments' });
    const elsewhere = { channel_id, thread_ts: '1.000000', status: 'is thinking…' };
    expect(await started.call('assistant.threads.setStatus', elsewhere)).toMatchObject({ error: 'invalid_thread_ts' });
  });

  it('that names a thread where it should not is taken, and nothing comes of it, as with Slack', async () => {
    started = await startWorkspace({ agentView: 'agent' });
    const channel_id = started.workspace.as('U1').openDirectMessage();
    const thread_ts = started.workspace.as('U1').say(channel_id, 'hello').ts;
    expect(await started.call('assistant.threads.setSuggestedPrompts', { channel_id, thread_ts, prompts })).toEqual({
      ok: true,
    });
    expect(started.workspace.agent(channel_id).prompts).toBeNull();
  });
});
