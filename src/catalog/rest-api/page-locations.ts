import type { Json } from '#callboard/core/storage/records.ts';
import { InputProblem } from './api-error.ts';
import { readCursorText, writeCursorText } from './cursor-text.ts';
import type { ServedLocation } from './describe-location.ts';
import { everything, fulfils, keysOf, readQuery } from './predicate.ts';
import { readCount } from './read-request.ts';

export interface LocationPage {
  readonly items: readonly ServedLocation[];
  readonly totalItems: number;
  readonly pageInfo: { readonly nextCursor?: string };
}

/** Backstage's own: 1,000 locations a page. */
const defaultLimit = 1000;
const keys = ['id', 'type', 'target', 'entityref'];

/**
 * Answers a page of locations, by id.
 * @param parts of the body: `query` and `limit`, or the cursor that a page before gave
 * @throws InputProblem where they can't be read
 */
export function pageLocations(
  parts: { readonly [key: string]: Json },
  locations: readonly ServedLocation[],
): LocationPage {
  const { cursor } = parts;
  const { query, limit = defaultLimit, afterId } = typeof cursor === 'string' ? readCursorText(cursor) : parts;
  const count = readCount('limit', limit);
  if (count === 0) throw new InputProblem('limit is 0: ask for one location at least.');
  const predicate = query === undefined ? everything : readQuery(query);
  const unknown = keysOf(predicate).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    throw new InputProblem(`${unknown} is no field of a location: there are id, type, target and entityRef.`);
  }
  const found = locations
    .filter((location) => fulfils(predicate, (key) => [valueAt(location, key)]))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const start = typeof afterId === 'string' ? afterId : '';
  const rest = found.filter(({ id }) => id > start);
  const items = rest.slice(0, count);
  const last = rest.length > count ? items.at(-1) : undefined;
  const next = last && { limit: count, afterId: last.id, ...(query !== undefined && { query }) };
  return { items, totalItems: found.length, pageInfo: next ? { nextCursor: writeCursorText(next) } : {} };
}

function valueAt({ id, type, target, entityRef }: ServedLocation, key: string): string {
  return key === 'id' ? id : key === 'type' ? type : key === 'target' ? target : entityRef;
}
