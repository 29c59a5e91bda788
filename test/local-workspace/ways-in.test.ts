import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Started, startWorkspace } from './start-workspace.ts';

const home = (text: string) => ({
  type: 'home' as const,
  blocks: [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text } },
    {
      type: 'actions' as const,
      block_id: 'do',
      elements: [
        { type: 'button' as const, action_id: 'search', text: { type: 'plain_text' as const, text: 'Search' } },
        {
          type: 'static_select' as const,
          action_id: 'team',
          options: [{ text: { type: 'plain_text' as const, text: 'Team A' }, value: 'a' }],
        },
      ],
    },
  ],
});

describe('an app with shortcuts', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startWorkspace({
      shortcuts: [
        { kind: 'global', callbackId: 'create', name: 'Create a component' },
        { kind: 'message', callbackId: 'who', name: 'Who owns this?' },
      ],
    });
  });
  afterEach(async () => await started.stop());

  it('hears of a global shortcut, with a trigger that opens a modal and no channel', async () => {
    const app = started.app();
    const heard: object[] = [];
    app.shortcut('create', async ({ ack, body, client }) => {
      await ack();
      heard.push(body);
      await client.views.open({
        trigger_id: body.trigger_id,
        view: { type: 'modal', title: { type: 'plain_text', text: 'Create' }, blocks: [{ type: 'divider' }] },
      });
    });
    await app.start();
    expect(await started.workspace.as('U1').shortcut('create')).toBe('acknowledged');
    expect((await started.workspace.nextView('U1')).content).toMatchObject({ title: { text: 'Create' } });
    expect(heard).toMatchObject([
      {
        type: 'shortcut',
        callback_id: 'create',
        user: { id: 'U1', username: 'jane', team_id: 'T0LOCALTM0' },
        team: { id: 'T0LOCALTM0', domain: 'local' },
        action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
        is_enterprise_install: false,
        enterprise: null,
      },
    ]);
    expect(heard[0]).not.toHaveProperty('channel');
    expect(heard[0]).not.toHaveProperty('response_url');
  });

  it('hears of a message shortcut, with the message, and answers through its response_url', async () => {
    const app = started.app();
    const heard: object[] = [];
    app.shortcut({ type: 'message_action', callback_id: 'who' }, async ({ ack, body, respond }) => {
      await ack();
      heard.push(body);
      await respond(`about ${body.message.text}`);
    });
    await app.start();
    const { workspace } = started;
    const said = workspace.as('U2').say('general', 'payments is down');
    expect(await workspace.as('U1').messageShortcut(said, 'who')).toBe('acknowledged');
    expect(await workspace.nextMessage(({ isBot }) => isBot)).toMatchObject({
      text: 'about payments is down',
      visibleTo: 'U1',
      channel: 'C1',
    });
    expect(heard).toMatchObject([
      {
        type: 'message_action',
        callback_id: 'who',
        channel: { id: 'C1', name: 'general' },
        message_ts: said.ts,
        message: { type: 'message', user: 'U2', text: 'payments is down', ts: said.ts },
        response_url: expect.stringContaining('/response/'),
        trigger_id: expect.any(String),
      },
    ]);
  });

  it('has none on a message that one person alone sees', async () => {
    await started.call('chat.postEphemeral', { channel: 'C1', user: 'U1', text: 'psst' });
    const [hidden] = started.workspace.as('U1').messages('general');
    await expect(started.workspace.as('U1').messageShortcut(hidden ?? { channel: '', ts: '' }, 'who')).rejects.toThrow(
      'A message that only you see has no shortcuts.',
    );
  });

  it('that does not answer is told of: in the channel for a message, as a notice for a global one', async () => {
    const { workspace } = started;
    const said = workspace.as('U2').say('general', 'payments is down');
    const notice = once(workspace.events, 'notice');
    expect(await workspace.as('U1').shortcut('create')).toBe('unacknowledged');
    expect(await notice).toMatchObject([{ personId: 'U1', text: expect.stringContaining('Create a component') }]);
    expect(await workspace.as('U1').messageShortcut(said, 'who')).toBe('unacknowledged');
    expect(workspace.as('U1').messages('general').at(-1)).toMatchObject({
      text: expect.stringContaining('“Who owns this?” did not work'),
      isEphemeral: true,
    });
  });
});

describe('an app with a home', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startWorkspace();
  });
  afterEach(async () => await started.stop());

  it('hears that it is opened, publishes it, and hears of it with what it published', async () => {
    const app = started.app();
    const heard: unknown[] = [];
    app.event('app_home_opened', async ({ event, client }) => {
      heard.push([event.tab, event.view?.type, event.user]);
      await client.views.publish({ user_id: event.user, view: home('You own nothing.') });
    });
    await app.start();
    const { workspace } = started;
    await workspace.as('U1').openHome();
    await started.call('views.publish', { user_id: 'U1', view: home('You own one.') });
    await workspace.as('U1').openHome();
    await workspace.as('U1').openMessages();
    expect(heard).toEqual([
      ['home', undefined, 'U1'],
      ['home', 'home', 'U1'],
      ['messages', undefined, 'U1'],
    ]);
  });

  it('hears of its buttons in a view container, with what was chosen in the home and a trigger for a modal', async () => {
    const app = started.app();
    const heard: object[] = [];
    app.action(/search|team/, async ({ ack, body, client }) => {
      await ack();
      heard.push(body);
      if ('trigger_id' in body)
        await client.views.open({
          trigger_id: body.trigger_id,
          view: { type: 'modal', title: { type: 'plain_text', text: 'Search' }, blocks: [{ type: 'divider' }] },
        });
    });
    await app.start();
    const { workspace } = started;
    await started.call('views.publish', { user_id: 'U1', view: home('hello') });
    const view = workspace.home('U1') ?? { id: '' };
    await workspace.as('U1').click(view, 'team', { option: 'a' });
    await workspace.as('U1').click(view, 'search');
    await workspace.nextView('U1');
    expect(heard).toMatchObject([
      { actions: [{ action_id: 'team', selected_option: { value: 'a' } }] },
      {
        type: 'block_actions',
        container: { type: 'view', view_id: view.id },
        view: {
          id: view.id,
          type: 'home',
          state: { values: { do: { team: { selected_option: { value: 'a' } } } } },
        },
        actions: [{ action_id: 'search', block_id: 'do', type: 'button' }],
      },
    ]);
    expect(heard[1]).not.toHaveProperty('response_url');
  });

  it('cannot push a modal on its home', async () => {
    const app = started.app();
    const pushed = Promise.withResolvers<unknown>();
    app.action('search', async ({ ack, body, client }) => {
      await ack();
      if (!('trigger_id' in body)) return;
      const title = { type: 'plain_text' as const, text: 'Search' };
      const view = { type: 'modal' as const, title, blocks: [{ type: 'divider' as const }] };
      await client.views.push({ trigger_id: body.trigger_id, view }).then(pushed.resolve, pushed.resolve);
    });
    await app.start();
    await started.call('views.publish', { user_id: 'U1', view: home('hello') });
    await started.workspace.as('U1').click(started.workspace.home('U1') ?? { id: '' }, 'search');
    expect(await pushed.promise).toMatchObject({ data: { error: 'not_found' } });
  });
});
