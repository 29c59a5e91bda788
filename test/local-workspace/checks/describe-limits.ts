import { describe, expect, it } from 'vitest';

import { checkBlocks } from '#callboard/local-workspace/checks/blocks.ts';
import { describeProblems } from '#callboard/local-workspace/checks/check.ts';
import type { Surface } from '#callboard/local-workspace/checks/surface.ts';

/** What is counted, how many there may be, and blocks with so many. */
export type Limit = [what: string, limit: number, blocks: (count: number) => object[], surface?: Surface];

/** Whether a refusal is for the limit: it names it, or its neighbour. */
const forLimit = (limit: number) => {
  const number = `(${limit - 1}|${limit}|${limit + 1})(?!\\d)`;
  return expect.stringMatching(new RegExp(`(less|more|greater) than ${number}|only one element may have focus`));
};

const said = (blocks: object[], surface: Surface) => describeProblems(checkBlocks(blocks, surface, '/blocks'));

/** `limit` is taken and one more is refused; the numbers are Slack's, written here a second time on purpose. */
export const describeMosts = (mosts: readonly Limit[]) =>
  describe.each(mosts)('%s', (_what, limit, blocks, surface = 'message') => {
    it(`${limit} are taken`, () => expect(said(blocks(limit), surface)).toEqual([]));
    it(`${limit + 1} are refused`, () => expect(said(blocks(limit + 1), surface)).toContainEqual(forLimit(limit)));
  });

/** `limit` is taken and one less is refused. */
export const describeLeasts = (leasts: readonly Limit[]) =>
  describe.each(leasts)('%s', (_what, limit, blocks, surface = 'message') => {
    it(`${limit} are taken`, () => expect(said(blocks(limit), surface)).toEqual([]));
    it(`${limit - 1} are refused`, () => expect(said(blocks(limit - 1), surface)).toContainEqual(forLimit(limit)));
  });
