import { describe, expect, it } from 'vitest';

import { checkSuggestions } from '#callboard/local-workspace/checks/suggestions.ts';
import { checkView, isViewTooLarge } from '#callboard/local-workspace/checks/view.ts';

import { long, many, modal, option, plain, section } from './samples.ts';

const home = { type: 'home', blocks: [{ type: 'divider' }] };

describe.each<[string, number, (count: number) => object]>([
  ['title', 24, (count) => modal({ title: plain(long(count)) })],
  ['submit', 24, (count) => modal({ submit: plain(long(count)) })],
  ['close', 24, (count) => modal({ close: plain(long(count)) })],
  ['private_metadata', 3_000, (count) => modal({ private_metadata: long(count) })],
  ['callback_id', 255, (count) => modal({ callback_id: long(count) })],
  ['external_id', 255, (count) => modal({ external_id: long(count) })],
  ['private_metadata at home', 3_000, (count) => ({ ...home, private_metadata: long(count) })],
  ['callback_id at home', 255, (count) => ({ ...home, callback_id: long(count) })],
  ['external_id at home', 255, (count) => ({ ...home, external_id: long(count) })],
])('the %s of a view', (_what, limit, build) => {
  it(`of ${limit} characters is taken`, () => expect(checkView(build(limit))).toEqual([]));
  it(`of ${limit + 1} characters is refused`, () =>
    expect(checkView(build(limit + 1))).toMatchObject([
      { message: 'failed to match all allowed schemas', pointer: '/view' },
      { message: `must be less than ${limit + 1} characters` },
    ]));
});

describe('a view', () => {
  const padded = (bytes: number) => {
    const full = many(99, () => section({ text: plain(long(2_450)) })).flat();
    const rest =
      bytes - Buffer.byteLength(JSON.stringify(modal({ blocks: [...full, ...section({ text: plain('') })] })));
    return modal({ blocks: [...full, ...section({ text: plain(long(rest)) })] });
  };
  it('of 250,000 bytes is taken', () => {
    expect(isViewTooLarge(padded(250_000))).toBe(false);
    expect(checkView(padded(250_000))).toEqual([]);
  });
  it('of one byte more is too large', () => expect(isViewTooLarge(padded(250_001))).toBe(true));
});

describe('options that an app suggests', () => {
  const groups = (count: number, options: number) => ({
    option_groups: many(count, () => ({ label: plain('Group'), options: many(options, option) })),
  });
  it.each([0, 100])('%i are taken', (count) => expect(checkSuggestions({ options: many(count, option) })).toEqual([]));
  it('101 are refused', () => expect(checkSuggestions({ options: many(101, option) })).not.toEqual([]));
  it('are taken in 100 groups', () => expect(checkSuggestions(groups(100, 1))).toEqual([]));
  it('are refused in 101 groups', () => expect(checkSuggestions(groups(101, 1))).not.toEqual([]));
  it('100 are taken in one group', () => expect(checkSuggestions(groups(1, 100))).toEqual([]));
  it('101 are refused in one group', () => expect(checkSuggestions(groups(1, 101))).not.toEqual([]));
});
