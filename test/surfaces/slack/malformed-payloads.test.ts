import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { createMake, greet } from '../../fixtures/sample-commands.ts';
import { recordedPayload, recordedPayloads } from '../../fixtures/slack/recorded-payloads.ts';
import { postToBot } from '../../fixtures/slack/slack-double.ts';
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

/** A mention of the bot as it was recorded, but for its words and for when it was. */
function mentionSaying(words: string, eventId: string): string {
  const { payload } = recordedPayload('app-mention');
  const event = { ...Object(payload['event']), text: `<@UBOT> ${words}`, ts: '1790000999.000100' };
  return JSON.stringify({ ...payload, event, event_id: eventId });
}

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
    for (const { name, payload } of recordedPayloads(double.responseUrl)) {
      if (name === 'app-uninstalled' || name === 'tokens-revoked') continue;
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
    await postToBot(origin, mentionSaying(`greet ${mark}`, mark), 'application/json');
    await double.called('chat.postMessage', ({ text }) => String(text).includes(`Hello ${mark}`));
  },
);

test('a megabyte of text is told to be too long, and more than Slack ever sends is refused', async () => {
  const { double, origin } = await startWithDouble({ commands });
  const long = mentionSaying(`greet ${'x'.repeat(1024 * 1024)}`, 'long');
  expect(await postToBot(origin, long, 'application/json')).toMatchObject({ status: 200 });
  await double.called('chat.postMessage', ({ text }) => String(text).includes('at most 2000 are read'));
  expect(await postToBot(origin, 'x'.repeat(4 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
});
