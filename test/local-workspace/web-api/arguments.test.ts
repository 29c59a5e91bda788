import { describe, expect, it } from 'vitest';

import { SlackError } from '#callboard/local-workspace/slack-error.ts';
import type { ArgumentName } from '#callboard/local-workspace/web-api/argument-shapes.ts';
import { readArguments } from '#callboard/local-workspace/web-api/arguments.ts';

const refusal = (call: () => unknown): unknown => {
  try {
    call();
    return 'taken';
  } catch (error) {
    return error instanceof SlackError ? { code: error.code, details: error.details } : error;
  }
};
const read = (name: ArgumentName, value: unknown) => refusal(() => readArguments({ [name]: value }, [name]));
const refused = (detail: string) => ({ code: 'invalid_arguments', details: [detail] });

describe('the arguments of a call', () => {
  it('of text are text', () => {
    for (const name of ['channel', 'ts', 'thread_ts', 'user', 'text', 'cursor', 'trigger_id', 'hash'] as const) {
      expect(read(name, 'a')).toBe('taken');
      expect(read(name, 5)).toEqual(refused(`must provide a string [json-pointer:/${name}]`));
      expect(read(name, ['a'])).toEqual(refused(`must provide a string [json-pointer:/${name}]`));
    }
  });

  it('that are flags are true or false, as forms say it too', () => {
    for (const name of ['as_user', 'inclusive', 'link_names', 'mrkdwn', 'return_im', 'unfurl_links'] as const) {
      for (const value of [true, false, 'true', 'false', '1', '0', 1, 0]) expect(read(name, value)).toBe('taken');
      for (const value of ['yes', 2, '', []])
        expect(read(name, value)).toEqual(refused(`must provide a boolean [json-pointer:/${name}]`));
    }
    expect(readArguments({ inclusive: '1' }, ['inclusive']).flag('inclusive')).toBe(true);
    expect(readArguments({ inclusive: 0 }, ['inclusive']).flag('inclusive')).toBe(false);
    expect(readArguments({}, ['inclusive']).flag('inclusive')).toBeUndefined();
  });

  it('that are counts are whole numbers, as forms say it too', () => {
    for (const name of ['length', 'limit'] as const) {
      for (const value of [0, 7, '7']) expect(read(name, value)).toBe('taken');
      for (const value of [1.5, '1.5', 'many', true])
        expect(read(name, value)).toEqual(refused(`must provide an integer [json-pointer:/${name}]`));
      expect(read(name, '-1')).toEqual(refused(`must be greater than -1 [json-pointer:/${name}]`));
    }
  });

  it('with a closed choice take nothing else', () => {
    expect(read('parse', 'full')).toBe('taken');
    expect(read('parse', 'client')).toEqual(refused('must be a valid enum value [json-pointer:/parse]'));
  });

  it('that are lists are lists, or their JSON', () => {
    expect(read('files', [{ id: 'F1' }])).toBe('taken');
    expect(read('files', '[{"id":"F1"}]')).toBe('taken');
    expect(read('files', '{"id":"F1"}')).toEqual(refused('must provide an array [json-pointer:/files]'));
    expect(read('files', ['F1'])).toEqual(refused('must provide an object [json-pointer:/files/0]'));
    expect(read('files', [])).toEqual(refused('no less than 1 items allowed [json-pointer:/files]'));
  });

  it('of people are ids with commas between them, or a list', () => {
    expect(read('users', 'U1,U2')).toBe('taken');
    expect(read('users', ['U1'])).toBe('taken');
    expect(read('users', [1])).toEqual(refused('must provide a string [json-pointer:/users/0]'));
  });

  it('that a method does not know are refused, all of them', () =>
    expect(refusal(() => readArguments({ channel: 'C1', colour: 'red', size: 1 }, ['channel']))).toEqual({
      code: 'invalid_arguments',
      details: ['invalid additional property: colour', 'invalid additional property: size'],
    }));

  it('that are null are not given', () => {
    const given = readArguments({ text: null, blocks: null }, ['text', 'blocks']);
    expect([given.has('text'), given.text('text'), given.json('blocks')]).toEqual([false, undefined, undefined]);
  });

  it('that must be there are missed where they are not, or are empty', () => {
    expect(refusal(() => readArguments({}, ['channel']).required('channel'))).toEqual(
      refused('missing required field: channel'),
    );
    expect(refusal(() => readArguments({ channel: '' }, ['channel']).required('channel'))).toEqual(
      refused('missing required field: channel'),
    );
  });

  it('may be the token', () => expect(refusal(() => readArguments({ token: 'xoxb-1' }, []))).toBe('taken'));

  it('that are no JSON have the code of their own', () => {
    const given = readArguments({ blocks: '[', view: '{' }, ['blocks', 'view']);
    expect(refusal(() => given.json('blocks'))).toEqual({
      code: 'invalid_blocks_format',
      details: ['must be valid JSON [json-pointer:/blocks]'],
    });
    expect(refusal(() => given.json('view'))).toEqual(refused('must be valid JSON [json-pointer:/view]'));
  });

  it('within bounds are taken, and refused over them', () => {
    const given = (limit: number) => readArguments({ limit }, ['limit']).integer('limit', 1, 1_000);
    expect([given(1), given(1_000)]).toEqual([1, 1_000]);
    expect(refusal(() => given(0))).toEqual(refused('must be greater than 0 [json-pointer:/limit]'));
    expect(refusal(() => given(1_001))).toEqual(refused('must be less than 1001 [json-pointer:/limit]'));
  });
});
