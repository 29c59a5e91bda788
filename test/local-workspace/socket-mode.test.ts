import { App } from '@slack/bolt';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Started, startWorkspace } from './start-workspace.ts';

describe('an app over Socket Mode', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startWorkspace();
  });
  afterEach(async () => await started.stop());

  it('answers a slash command through its response_url', async () => {
    const app = started.app();
    app.command('/who-owns', async ({ ack, respond, command }) => {
      await ack();
      await respond({ text: `you asked: ${command.text}` });
    });
    await app.start();
    expect(await started.workspace.as('U1').slash('general', '/who-owns payments  api')).toBe('acknowledged');
    const answer = await started.workspace.nextMessage(({ isBot }) => isBot);
    expect(answer).toMatchObject({
      text: 'you asked: payments  api',
      isEphemeral: true,
      visibleTo: 'U1',
      channel: 'C1',
    });
  });

  it('gets the text of a slash command escaped, with mentions and addresses marked', async () => {
    const app = started.app();
    const heard: string[] = [];
    app.command('/who-owns', async ({ ack, command }) => {
      heard.push(command.text);
      await ack();
    });
    await app.start();
    await started.workspace.as('U1').slash('general', '/who-owns @omar <a> & https://e.com/a');
    expect(heard).toEqual(['<@U2|omar> &lt;a&gt; &amp; <https://e.com/a>']);
  });

  it('hears a mention in a channel and answers in the thread', async () => {
    const app = started.app();
    app.event('app_mention', async ({ event, say }) => {
      await say({ text: `heard ${event.text}`, thread_ts: event.ts });
    });
    await app.start();
    const asked = started.workspace.as('U1').say('general', '@callboard who owns <payments>?');
    const answer = await started.workspace.nextMessage(({ isBot }) => isBot);
    expect(answer).toMatchObject({
      text: `heard <@${started.workspace.bot.userId}> who owns &lt;payments&gt;?`,
      threadTs: asked.ts,
    });
  });

  it('hears a direct message', async () => {
    const app = started.app();
    app.message('hello', async ({ say }) => {
      await say('hello yourself');
    });
    await app.start();
    const jane = started.workspace.as('U1');
    jane.say(jane.openDirectMessage(), 'hello');
    expect(await started.workspace.nextMessage(({ isBot }) => isBot)).toMatchObject({ text: 'hello yourself' });
  });

  it('hears a button, opens a modal with a menu of its own, reads what was filled in', async () => {
    const app = started.app();
    app.action('start', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({
        trigger_id: 'trigger_id' in body ? body.trigger_id : '',
        view: {
          type: 'modal',
          callback_id: 'form',
          title: { type: 'plain_text', text: 'Create' },
          submit: { type: 'plain_text', text: 'Go' },
          blocks: [
            {
              type: 'input',
              block_id: 'name',
              label: { type: 'plain_text', text: 'Name' },
              element: { type: 'plain_text_input', action_id: 'value' },
            },
            {
              type: 'input',
              block_id: 'owner',
              label: { type: 'plain_text', text: 'Owner' },
              element: { type: 'external_select', action_id: 'value', min_query_length: 0 },
            },
          ],
        },
      });
    });
    app.options('value', async ({ ack, options }) => {
      await ack({ options: [{ text: { type: 'plain_text', text: `Team ${options.value}` }, value: 'team-a' }] });
    });
    app.view('form', async ({ ack, view }) => {
      const name = view.state.values['name']?.['value']?.value;
      if (name === 'taken') await ack({ response_action: 'errors', errors: { name: 'This name is taken.' } });
      else await ack();
    });
    await app.start();
    const { workspace } = started;
    const jane = workspace.as('U1');
    await started.call('chat.postMessage', {
      channel: 'C1',
      text: 'Start',
      blocks: [
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'start', text: { type: 'plain_text', text: 'Start' } }],
        },
      ],
    });
    const message = await workspace.nextMessage(({ text }) => text === 'Start');
    await jane.click(message, 'start');
    const view = await workspace.nextView('U1');
    expect(await jane.suggest(view, 'value', 'a', 'owner')).toMatchObject({ options: [{ value: 'team-a' }] });
    const values = { owner: { value: { option: 'team-a' } } };
    expect(await jane.submitView(view.id, values)).toMatchObject({
      outcome: 'kept',
      errors: { name: 'Please complete this required field.' },
    });
    expect(await jane.submitView(view.id, { name: { value: { text: 'taken' } } })).toEqual({
      outcome: 'kept',
      errors: { name: 'This name is taken.' },
    });
    expect(await jane.submitView(view.id, { name: { value: { text: 'payments' } } })).toEqual({ outcome: 'closed' });
    expect(jane.view()).toBeNull();
  });

  it('is told of its own direct messages and edits, as by Slack, and not of those of a channel', async () => {
    const app = new App({
      ...started.appOptions,
      // so that it hears itself
      ignoreSelf: false,
    });
    const heard: unknown[] = [];
    const third = Promise.withResolvers<void>();
    app.event('message', async ({ event }) => {
      heard.push([event.subtype, 'bot_id' in event ? event.bot_id : undefined]);
      if (heard.length === 2) third.resolve();
    });
    await app.start();
    await started.call('chat.postMessage', { channel: 'C1', text: 'in the channel' });
    const { channel, ts } = await started.call('chat.postMessage', { channel: 'U1', text: 'direct' });
    await started.call('chat.update', { channel, ts, text: 'changed' });
    await third.promise;
    expect(heard).toEqual([
      [undefined, started.workspace.bot.id],
      ['message_changed', undefined],
    ]);
    await app.stop();
  });

  it('with two connections hears each event over one of them, and goes on over the other when one breaks', async () => {
    const heard: string[] = [];
    const wanted = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const connect = async (name: string) => {
      const { url } = await started.call('apps.connections.open', {}, started.workspace.appToken);
      const socket = new WebSocket(String(url));
      const greeted = Promise.withResolvers<unknown>();
      socket.addEventListener('message', ({ data }) => {
        const envelope = JSON.parse(String(data));
        if (envelope.type === 'hello') return greeted.resolve(envelope.num_connections);
        heard.push(`${envelope.payload.event.text} over ${name}`);
        socket.send(JSON.stringify({ envelope_id: envelope.envelope_id }));
        return wanted[heard.length / 2 - 1]?.resolve();
      });
      return { socket, count: await greeted.promise };
    };
    const [one, two] = [await connect('one'), await connect('two')];
    expect([one.count, two.count]).toEqual([1, 2]);
    const jane = started.workspace.as('U1');
    const direct = jane.openDirectMessage();
    for (const text of ['a', 'b']) jane.say(direct, text);
    await wanted[0]?.promise;
    expect(heard.toSorted()).toEqual(['a over one', 'b over two']);
    const left = once(one.socket, 'close');
    one.socket.close();
    await left;
    for (const text of ['c', 'd']) jane.say(direct, text);
    await wanted[1]?.promise;
    expect(heard.slice(2).toSorted()).toEqual(['c over two', 'd over two']);
    two.socket.close();
  });

  it.each(['warning', 'refresh_requested', 'link_disabled'] as const)('is told %s as Slack tells it', async (how) => {
    const { url } = await started.call('apps.connections.open', {}, started.workspace.appToken);
    const socket = new WebSocket(String(url));
    const told = Promise.withResolvers<unknown>();
    socket.addEventListener('message', ({ data }) => {
      const envelope = JSON.parse(String(data));
      if (envelope.type === 'hello') started.workspace.disconnect(how);
      else told.resolve(envelope);
    });
    expect(await told.promise).toMatchObject({ type: 'disconnect', reason: how });
    socket.close();
  });

  it('connects anew when it is asked to', async () => {
    const app = started.app();
    await app.start();
    const left = once(started.workspace.events, 'botConnection');
    started.workspace.disconnect('refresh_requested');
    expect(await left).toEqual([{ isConnected: false }]);
  });
});
