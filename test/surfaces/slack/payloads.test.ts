import { randomBytes } from 'node:crypto';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { textAt } from '#callboard/core/storage/json-at.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { createSlackPlugin } from '#callboard/surfaces/slack/slack-plugin.ts';
import { createMake, greet } from '../../fixtures/sample-commands.ts';
import { slackPayloads } from '../../fixtures/slack/payloads.ts';
import { postToBot } from '../../fixtures/slack/slack-double.ts';
import { serveSocketMode } from '../../fixtures/slack/socket-mode.ts';
import { startCore } from '../../fixtures/start-core.ts';
import { startWithDouble, stopAtDouble } from './start-with-double.ts';

afterEach(stopAtDouble);

const commands = [greet, createMake([])];

/** The body of the request in which Slack sends it. */
function encode(payload: Json): [body: string, contentType?: string] {
  if (isJsonObject(payload) && 'event' in payload) return [JSON.stringify(payload), 'application/json'];
  if (!isJsonObject(payload) || !('command' in payload))
    return [new URLSearchParams({ payload: JSON.stringify(payload) }).toString()];
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return [new URLSearchParams(fields).toString()];
}

/** The type of the envelope in which it comes over Socket Mode. */
function envelopeType(payload: Json): string {
  if (textAt(payload, 'command') !== undefined) return 'slash_commands';
  return textAt(payload, 'type') === 'event_callback' ? 'events_api' : 'interactive';
}

test('each kind of payload is acknowledged over HTTP, and none is told of as strange', async () => {
  const { double, origin, logger } = await startWithDouble({ commands });
  for (const [kind, payload] of slackPayloads(double.responseUrl)) {
    const { status } = await postToBot(origin, ...encode(payload));
    expect([kind, status]).toEqual([kind, 200]);
  }
  await double.called('response', ({ text }) => String(text).includes('Hello payments'));
  await double.called('chat.postMessage', ({ text }) => String(text).includes('Hello payments'));
  expect(logger.lines.filter(({ message }) => message.startsWith('what Slack sent'))).toEqual([]);
});

test('each kind of payload is acknowledged over Socket Mode, and none is told of as strange', async () => {
  const slack = await serveSocketMode();
  const plugin = createSlackPlugin(
    (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  );
  const configuration = { botToken: 'xoxb', appToken: 'xapp', apiUrl: slack.apiUrl };
  const { core, logger, stop } = await startCore({ commands, plugins: [{ plugin, configuration }] });
  onTestFinished(stop);
  await core.open();
  await expect.poll(() => slack.happened).toEqual(['open 0', 'open 1']);
  for (const [kind, payload] of slackPayloads(`${slack.apiUrl}response`)) {
    const type = envelopeType(payload);
    const accepts = type !== 'events_api';
    slack.sockets[0]?.send(JSON.stringify({ envelope_id: kind, type, payload, accepts_response_payload: accepts }));
    await expect.poll(() => slack.happened).toContain(`acknowledged 0 ${kind}`);
  }
  expect(logger.lines.filter(({ message }) => message.startsWith('what Slack sent'))).toEqual([]);
});

/** What may stand where something else should; `undefined` for nothing at all. */
const wrongValues: readonly (Json | undefined)[] = [undefined, 5, 'text', null, [], '', {}, [null], { a: 1 }];

/** The value, wrong in one place at a time, however deep: each place in two of the ways, in turn. */
function* wrongIn(value: Json, turn = { next: 0 }): Generator<Json> {
  const replacing = function* (inner: Json): Generator<Json | undefined> {
    for (let count = 0; count < 2; count += 1) yield wrongValues[turn.next++ % wrongValues.length];
    yield* wrongIn(inner, turn);
  };
  if (Array.isArray(value)) {
    for (const [index, inner] of value.entries())
      for (const wrong of replacing(inner)) yield value.toSpliced(index, 1, ...(wrong === undefined ? [] : [wrong]));
  } else if (isJsonObject(value)) {
    for (const [key, inner] of Object.entries(value))
      for (const wrong of replacing(inner)) {
        const { [key]: _, ...others } = value;
        yield wrong === undefined ? others : { ...others, [key]: wrong };
      }
  }
}

test(
  'a payload that is wrong anywhere in it is answered, told with an id where nothing takes it, and the bot goes on',
  {
    timeout: 120_000,
  },
  async () => {
    const { double, origin, logger } = await startWithDouble({ commands });
    const told = () => logger.lines.filter(({ message }) => message.startsWith('what Slack sent'));
    for (const [kind, payload] of slackPayloads(double.responseUrl)) {
      if (kind === 'app-uninstalled' || kind === 'tokens-revoked') continue;
      for (const wrong of wrongIn(payload)) {
        const before = told().length;
        const { status } = await postToBot(origin, ...encode(wrong));
        // Two that are wrong in different places may be the same: then the second is a replay.
        expect([200, 400, 401], JSON.stringify(wrong)).toContain(status);
        if (status === 400) expect(told().length, JSON.stringify(wrong)).toBeGreaterThan(before);
      }
    }
    for (const { fields } of told()) expect(fields).toHaveProperty('faultId', expect.stringMatching(/^[0-9a-f]{8}$/));
    const mark = `mark${randomBytes(4).toString('hex')}`;
    const asked = JSON.stringify(slackPayloads('').get('app-mention')).replaceAll('payments', mark);
    await postToBot(
      origin,
      asked.replace('Ev0MENTION1', mark).replaceAll('1764500000', '1764500999'),
      'application/json',
    );
    await double.called('chat.postMessage', ({ text }) => String(text).includes(`Hello ${mark}`));
  },
);

test('a megabyte of text is told to be too long, and more than Slack ever sends is refused', async () => {
  const { double, origin } = await startWithDouble({ commands });
  const mention = JSON.stringify(slackPayloads('').get('app-mention'));
  const long = mention.replace('greet payments', `greet ${'x'.repeat(1024 * 1024)}`);
  expect(await postToBot(origin, long, 'application/json')).toMatchObject({ status: 200 });
  await double.called('chat.postMessage', ({ text }) => String(text).includes('at most 2000 are read'));
  expect(await postToBot(origin, 'x'.repeat(4 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
});
