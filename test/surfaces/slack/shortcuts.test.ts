import { afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import { createMake, greet, remember } from '../../fixtures/sample-commands.ts';
import { startWithDouble, stopAtDouble } from './start-with-double.ts';

afterEach(stopAtDouble);

const team = { id: 'T123ABC456', domain: 'acme' };
const user = { id: 'U1', name: 'jane', username: 'jane', team_id: 'T123ABC456' };

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
const globalShortcut = (callbackId: string) => ({
  type: 'shortcut',
  token: 'ZZZZZZWSxiZZZ2yIvs3peJ',
  action_ts: '1581106241.371594',
  team,
  user,
  is_enterprise_install: false,
  enterprise: null,
  callback_id: callbackId,
  trigger_id: `944799105734.773906753841.${callbackId}`,
});

const messageShortcut = (responseUrl: string, callbackId: string, message: object) => ({
  ...globalShortcut(callbackId),
  type: 'message_action',
  message_ts: '1355517523.000005',
  channel: { id: 'C1', name: 'general' },
  response_url: responseUrl,
  message: { type: 'message', user: 'U2', ts: '1355517523.000005', ...message },
});

const pressIn = (view: object, action: unknown, more: object = {}) => ({
  type: 'block_actions',
  user,
  api_app_id: 'A123ABC456',
  token: 'ZZZZZZWSxiZZZ2yIvs3peJ',
  container: { type: 'view', view_id: 'VOPENED' },
  trigger_id: '944799105734.773906753841.press',
  team,
  view,
  actions: [{ action_ts: '1', type: 'button', block_id: 'b', ...Object(action) }],
  ...more,
});

const card = (title: string): Answer => ({ kind: 'card', title, lines: [], fields: [], buttons: [] });

/** Says what was asked of which message. */
const ofMessage: Command = {
  ...greet,
  name: 'greet-this',
  messageAction: 'Greet this',
  isHidden: true,
  run: async ({ values }) => ({ answer: card(`“${String(values['text'])}” at ${String(values['link'])}`) }),
};

const viewOf = (body: Readonly<Record<string, unknown>>): string => JSON.stringify(body['view']);

describe('a global shortcut', () => {
  it('opens a modal with the answer, whose buttons are answered in the same modal', async () => {
    const { double, interact } = await startWithDouble({ commands: [{ ...greet, shortcut: 'Greet' }] });
    expect(await interact(globalShortcut('greet'))).toEqual({ status: 200, body: '' });
    const { body } = await double.called('views.open');
    expect(body['trigger_id']).toBe('944799105734.773906753841.greet');
    expect(viewOf(body)).toContain('"Hello "},{"type":"text","text":"undefined"');
    const { blocks }: { blocks: { elements?: { action_id: string; value: string }[] }[] } = JSON.parse(viewOf(body));
    const again = blocks.flatMap(({ elements = [] }) => elements).find(({ value }) => value?.includes('again'));
    await interact(pressIn({ id: 'VOPENED', type: 'modal' }, again));
    const updated = await double.called('views.update');
    expect(updated.body['view_id']).toBe('VOPENED');
    expect(viewOf(updated.body)).toContain('"Hello "},{"type":"text","text":"again"');
    expect(double.calls.map(({ method }) => method)).not.toContain('chat.postMessage');
  });

  it('opens the form that it asks for', async () => {
    const { double, interact } = await startWithDouble({ commands: [createMake([])] });
    await interact(globalShortcut('make'));
    expect(viewOf((await double.called('views.open')).body)).toContain('Make a thing');
  });

  it('says that it is under way where the answer takes longer, and then the answer', async () => {
    const asked = Promise.withResolvers<void>();
    const slow: Command = {
      ...greet,
      name: 'slow',
      run: () => asked.promise.then(() => ({ answer: card('At last') })),
    };
    const { double, interact } = await startWithDouble({ commands: [slow] });
    await interact(globalShortcut('slow'));
    expect(viewOf((await double.called('views.open')).body)).toContain('One moment');
    asked.resolve();
    const { body } = await double.called('views.update');
    expect(body['view_id']).toBe('VOPENED');
    expect(viewOf(body)).toContain('At last');
  });

  it('is answered directly where Slack opens no modal for it any more', async () => {
    const { double, interact } = await startWithDouble({ commands: [greet] });
    double.answerWith('views.open', { ok: false, error: 'expired_trigger_id' });
    double.answerWith('chat.postMessage', { channel: 'D1', ts: '1.2' });
    await interact(globalShortcut('greet'));
    expect((await double.called('chat.postMessage')).body).toMatchObject({ channel: 'U1' });
  });

  it('of another version of the bot is told to be none any more', async () => {
    const { double, interact } = await startWithDouble();
    await interact(globalShortcut('gone'));
    expect(viewOf((await double.called('views.open')).body)).toContain('There is no command gone any more');
  });
});

describe('a button of the home tab', () => {
  it('is answered in a modal, and what changes something says so and is told directly', async () => {
    const { double, interact } = await startWithDouble({ commands: [greet, remember] });
    double.answerWith('chat.postMessage', { channel: 'D1', ts: '1.2' });
    const press = (command: string) =>
      interact(
        pressIn(
          { id: 'VHOME', type: 'home' },
          { action_id: 'press:0', value: JSON.stringify({ command, values: {} }) },
        ),
      );
    await press('greet');
    expect(viewOf((await double.called('views.open')).body)).toContain('Hello');
    await press('remember');
    await double.called('views.open', (body) => viewOf(body).includes('It is being done'));
    const { body } = await double.called('chat.postMessage');
    expect(body).toMatchObject({ channel: 'U1', text: 'Remembered' });
  });
});

describe('a shortcut of a message', () => {
  it('is asked about with people by their names, as far as Slack tells them', async () => {
    const { double, interact } = await startWithDouble({ commands: [ofMessage] });
    double.answerWith('users.info', { user: { id: 'U2', name: 'omar', profile: { real_name: 'Omar Haddad' } } });
    const text = '<!here> <@U2> and <@U3|ada> of <!subteam^S1|@payments-team>: it is down';
    await interact(messageShortcut(double.responseUrl, 'greet-this', { text }));
    const { body } = await double.called('response');
    expect(JSON.stringify(body)).toContain('“@here @Omar Haddad and @ada of @payments-team: it is down”');
    expect(JSON.stringify(body)).not.toContain('<!here>');
  });

  it('is answered where Slack does not tell who is mentioned', async () => {
    const { double, interact } = await startWithDouble({ commands: [ofMessage] });
    double.answerWith('users.info', { ok: false, error: 'internal_error' });
    await interact(messageShortcut(double.responseUrl, 'greet-this', { text: '<@U2> says so' }));
    expect(JSON.stringify((await double.called('response')).body)).toContain('U2');
  });

  it('is asked about all that the message says, with its link, and answered beside it to whoever asked', async () => {
    const { double, interact } = await startWithDouble({ commands: [ofMessage] });
    const message = {
      text: 'Look at <https://grafana.example.com/d/abc|this> &amp; <https://github.com/acme/orders>',
      attachments: [{ fallback: 'Alert', title: 'High latency', title_link: 'https://grafana.example.com/d/xyz' }],
    };
    expect(await interact(messageShortcut(double.responseUrl, 'greet-this', message))).toEqual({
      status: 200,
      body: '',
    });
    const { body } = await double.called('response');
    expect(body).toMatchObject({ response_type: 'ephemeral' });
    for (const part of [
      'Look at https://grafana.example.com/d/abc &amp; https://github.com/acme/orders',
      'High latency',
      'https://grafana.example.com/d/xyz',
      'https://acme.slack.com/archives/C1/p1355517523000005',
    ])
      expect(body['text']).toContain(part);
  });

  it('knows the link of a message that Slack does not let it see', async () => {
    const { double, interact } = await startWithDouble({ commands: [ofMessage] });
    double.answerWith('chat.getPermalink', { ok: false, error: 'channel_not_found' });
    await interact(messageShortcut(double.responseUrl, 'greet-this', { text: 'Hi' }));
    const { body } = await double.called('response');
    expect(body['text']).toContain('https://acme.slack.com/archives/C1/p1355517523000005');
  });

  it('reads the blocks of a bot, whose text is only a summary of them', async () => {
    const { double, interact } = await startWithDouble({ commands: [ofMessage] });
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'payments-api is down' } }];
    await interact(
      messageShortcut(double.responseUrl, 'greet-this', { user: undefined, bot_id: 'B9', text: 'Alert', blocks }),
    );
    expect((await double.called('response')).body['text']).toContain('payments-api is down');
  });
});
