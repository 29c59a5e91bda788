import type { JsonObject } from '../json.ts';
import { SlackError } from '../slack-error.ts';
import type { Arguments } from './arguments.ts';

/** The arguments with which a list is read page by page. */
export const pageArguments = ['cursor', 'limit'] as const;

/** One page, and what `response_metadata` says of the next. */
export type Page<Item> = { readonly items: readonly Item[]; readonly hasMore: boolean; readonly metadata: JsonObject };

/**
 * The page of a list that `cursor` and `limit` name (Slack: 1,000 items at most, 100 where not said).
 * @throws SlackError `invalid_cursor`, `invalid_limit`
 */
export const pageOf = <Item>(all: readonly Item[], given: Arguments): Page<Item> => {
  const limit = given.integer('limit', 0, 1_000) || 100;
  const cursor = given.text('cursor') ?? '';
  const start = cursor === '' ? 0 : Number(/^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1] ?? NaN);
  if (Number.isNaN(start) || start > all.length) throw new SlackError('invalid_cursor');
  const hasMore = start + limit < all.length;
  return {
    items: all.slice(start, start + limit),
    hasMore,
    metadata: { next_cursor: hasMore ? Buffer.from(`next:${start + limit}`).toString('base64') : '' },
  };
};
