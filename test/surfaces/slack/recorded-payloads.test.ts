import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, openApp } from '../../../src/app.ts';
import type { JsonObject as Json } from '#callboard/core/storage/json.ts';
import { recordedPayload, recordedPayloads } from '../../fixtures/slack/recorded-payloads.ts';
import {
  doubleConfiguration,
  sendToBot,
  type SlackCall,
  type SlackDouble,
  startSlackDouble,
} from '../../fixtures/slack/slack-double.ts';

/** The whole bot with the example company, and Slack's end of the wire. */
interface Bot {
  readonly slack: SlackDouble;
  /** Sends a payload as it was recorded but for what `changes` says. @returns what it was acknowledged with */
  readonly replay: (name: string, changes?: Json, retryNum?: number) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

async function startBot(mode: 'Socket Mode' | 'HTTP'): Promise<Bot> {
  const slack = await startSlackDouble();
  const folder = await mkdtemp(join(tmpdir(), 'callboard-recorded-'));
  const way =
    mode === 'HTTP'
      ? { SLACK_SIGNING_SECRET: doubleConfiguration.signingSecret }
      : { SLACK_APP_TOKEN: 'xapp-double', SLACK_SIGNING_SECRET: '' };
  const environment = {
    CALLBOARD_DATA: folder,
    PORT: '0',
    SLACK_BOT_TOKEN: doubleConfiguration.botToken,
    SLACK_API_URL: slack.apiUrl,
    ...way,
  };
  const examples = join(import.meta.dirname, '../../../examples');
  await writeFile(
    join(folder, 'callboard.yaml'),
    JSON.stringify({
      catalog: { sources: [{ file: join(examples, 'catalog.yaml') }] },
      'on-call': { rotations: [join(examples, 'on-call.yaml')] },
      slack: { unfurlDomains: ['github.com'] },
    }),
  );
  const app: App = await openApp({ configFile: undefined, folder, environment });
  const { url } = await app.serve();
  await slack.called('auth.test');
  const send = async (type: string, payload: Json, retryNum = 0): Promise<unknown> => {
    if (mode === 'Socket Mode') return slack.sendOverSocket(type, payload, retryNum);
    // Each time it is sent, Slack signs it anew.
    const at = new Date(Date.now() + retryNum * 1000);
    const { status, body } = await sendToBot(url.replace('localhost', '127.0.0.1'), payload, at, retryNum);
    if (status !== 200) throw new Error(`${status} ${body}`);
    return /^[[{]/.test(body) ? JSON.parse(body) : body;
  };
  return {
    slack,
    replay: (name, changes = {}, retryNum) => {
      const { type, payload } = recordedPayload(name, slack.responseUrl);
      return send(type, { ...payload, ...changes }, retryNum);
    },
    stop: async () => {
      await app.close();
      await slack.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What is said to each, with which method; the arguments that must be so, and words that it must have. */
const answers: Readonly<Record<string, { readonly method: string; readonly with?: Json; readonly words: string }>> = {
  'slash-command': { method: 'response', with: { response_type: 'ephemeral' }, words: 'Payments' },
  'slash-command-for-all': { method: 'response', with: { response_type: 'ephemeral' }, words: 'Payments' },
  'slash-command-of-an-organisation': { method: 'response', words: 'Payments' },
  'slash-command-with-a-form': {
    method: 'views.open',
    with: { trigger_id: '7490000000034.7490000000005.0a1b2c3d4e5f60718293a4b5c6d7e8f9' },
    words: 'field:owner',
  },
  'app-mention': {
    method: 'chat.postMessage',
    with: { channel: 'C0GENERAL01', thread_ts: '1790000010.000100' },
    words: 'Payments',
  },
  'app-mention-in-a-thread': {
    method: 'chat.postMessage',
    with: { channel: 'C0GENERAL01', thread_ts: '1790000005.000100' },
    words: 'orders-api',
  },
  'direct-message': { method: 'chat.postMessage', with: { channel: 'D0ADABOT001' }, words: 'Payments' },
  'direct-message-with-a-file': { method: 'chat.postMessage', with: { channel: 'D0ADABOT001' }, words: 'Payments' },
  'button-in-a-message': { method: 'response', with: { response_type: 'ephemeral' }, words: 'Payments' },
  'button-in-an-answer-for-one': { method: 'response', words: 'orders-api' },
  'button-of-another-version': { method: 'response', words: 'This button does nothing any more' },
  'global-shortcut': {
    method: 'views.open',
    with: { trigger_id: '7490000000401.7490000000002.3f1c5a0d9b7e4a6c8d2e0f1a2b3c4d5e' },
    words: 'node-service',
  },
  'message-shortcut': { method: 'response', with: { response_type: 'ephemeral' }, words: 'payments-api' },
  'app-home-opened': { method: 'views.publish', with: { user_id: 'U01ADA0001' }, words: 'Payments' },
  'link-shared': { method: 'chat.unfurl', words: 'https://github.com/brightwave/payments' },
  'link-in-the-composer': { method: 'chat.unfurl', with: { source: 'composer' }, words: 'Payments' },
  'agent-thread-started': {
    method: 'assistant.threads.setSuggestedPrompts',
    with: { channel_id: 'D0ADABOT001', thread_ts: '1790000600.000100' },
    words: 'prompts',
  },
  'messages-tab-opened': {
    method: 'assistant.threads.setSuggestedPrompts',
    with: { channel_id: 'D0ADABOT001' },
    words: 'prompts',
  },
  'work-object-opened': {
    method: 'entity.presentDetails',
    with: { trigger_id: '7490000000701.7490000000002.3f1c5a0d9b7e4a6c8d2e0f1a2b3c4d5e' },
    words: 'payments',
  },
};

/** What is acknowledged, and nothing said to it. */
const silent = [
  'app-mention-by-a-bot',
  'direct-message-edited',
  'direct-message-of-the-bot',
  'button-with-an-address',
  'app-context-changed',
  'agent-thread-looks-elsewhere',
  'events-dropped',
];

/** What is of a form that is open, and what ends the workspace for the bot: each has a test of its own. */
const apart = ['options-for-a-menu', 'form-submitted', 'form-closed', 'tokens-revoked', 'app-uninstalled'];

test('every recorded payload is replayed', () => {
  expect([...Object.keys(answers), ...silent, ...apart].toSorted()).toEqual(
    recordedPayloads('')
      .map(({ name }) => name)
      .toSorted(),
  );
});

describe.each(['Socket Mode', 'HTTP'] as const)('over %s', (mode) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(mode);
  });
  afterAll(() => bot.stop());

  let questions = 0;
  /** Asks something else, and resolves with what was called until that was answered, without what it was answered with. */
  const calledSince = async (from: number): Promise<readonly SlackCall[]> => {
    questions += 1;
    const word = `nothing-${questions}-of-that-name`;
    await bot.replay('slash-command', { trigger_id: `${questions}.1.a`, text: word });
    const last = await bot.slack.called('response', (body) => JSON.stringify(body).includes(word));
    return bot.slack.calls.slice(from).filter((call) => call !== last);
  };

  test.each(Object.entries(answers))(
    '%s is acknowledged and answered, a message once however often it comes',
    async (name, to) => {
      const from = bot.slack.calls.length;
      const fits = (call: SlackCall): boolean =>
        call.method === to.method && JSON.stringify(call.body).includes(to.words);
      await bot.replay(name);
      await expect.poll(() => bot.slack.calls.slice(from).filter(fits), { timeout: 10_000 }).toHaveLength(1);
      expect(bot.slack.calls.slice(from).find(fits)?.body).toMatchObject(to.with ?? {});
      // What takes the place of what is there already can be shown again.
      if (!name.startsWith('app-mention') && name !== 'direct-message' && name !== 'link-shared') return;
      await bot.replay(name, {}, 1);
      expect((await calledSince(from)).filter(fits)).toHaveLength(1);
    },
  );

  test.each(silent)('%s is acknowledged and nothing is said to it', async (name) => {
    const from = bot.slack.calls.length;
    await bot.replay(name);
    expect(await calledSince(from)).toEqual([]);
  });

  describe('of a form that is open', () => {
    const openForm = async (): Promise<Json> => {
      questions += 1;
      const trigger = `${questions}.2.b`;
      await bot.replay('slash-command-with-a-form', { trigger_id: trigger });
      const { body } = await bot.slack.called('views.open', ({ trigger_id: of }) => of === trigger);
      const { private_metadata } = Object(body['view']);
      return { ...Object(recordedPayload('form-submitted').payload['view']), private_metadata };
    };

    test('options for a menu come with the acknowledgement', async () => {
      const offered = await bot.replay('options-for-a-menu', { view: await openForm() });
      expect(offered).toHaveProperty('options.0.text.text', 'Payments team');
    });

    test('a form that lacks something is refused at its fields', async () => {
      const answered = await bot.replay('form-submitted', { view: await openForm() });
      expect(answered).toMatchObject({ response_action: expect.stringMatching(/errors|update/) });
    });

    test('a form that is closed is acknowledged, and nothing is said to it', async () => {
      const view = await openForm();
      const from = bot.slack.calls.length;
      await bot.replay('form-closed', { view });
      expect(await calledSince(from)).toEqual([]);
    });
  });
});
