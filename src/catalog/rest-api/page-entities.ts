import type { DirectoryEntry } from '../directory.ts';
import { type CursorPlace, writeCursor } from './cursor.ts';
import { type EntityQuery, rowQuestionOf } from './entity-query.ts';
import type { EntityTable } from './entity-table.ts';
import { findRows, inOrder, questionKeys, type RowQuestion } from './find-rows.ts';
import { compareKeys, type OrderField } from './order.ts';

/** Which page of a question is wanted. */
export interface PageRequest {
  readonly question: EntityQuery;
  readonly place: { readonly kind: 'start'; readonly offset: number } | CursorPlace;
}

export interface EntityPage {
  readonly entries: readonly DirectoryEntry[];
  readonly totalItems: number;
  readonly pageInfo: { readonly nextCursor?: string; readonly prevCursor?: string };
}

/**
 * Answers one page.
 * @param limit entities at most
 * @throws InputProblem where the question can't be read
 */
export function pageEntities({ question, place }: PageRequest, limit: number, table: EntityTable): Promise<EntityPage> {
  const asked = rowQuestionOf(question);
  const { orderFields } = question;
  return table.ask({ keys: keysFor(asked, orderFields), orderFields }, (view) => {
    const rows = inOrder(findRows(asked, view), view);
    const isBefore = (row: number): boolean => {
      if (place.kind === 'start') return false;
      const compared = compareKeys(view.sortKeyOf(row), place.at, orderFields);
      return place.kind === 'after' ? compared <= 0 : compared < 0;
    };
    const [start, end] = boundsOf(place, limit, rows, isBefore);
    const page = rows.slice(start, end);
    const cursor = (kind: CursorPlace['kind'], row: number | undefined) =>
      row === undefined ? undefined : writeCursor({ question, place: { kind, at: view.sortKeyOf(row) } });
    const nextCursor = end < rows.length ? cursor('after', page.at(-1)) : undefined;
    const prevCursor = start > 0 ? cursor('before', page[0]) : undefined;
    return {
      entries: page.map(view.entryOf),
      totalItems: rows.length,
      pageInfo: { ...(nextCursor !== undefined && { nextCursor }), ...(prevCursor !== undefined && { prevCursor }) },
    };
  });
}

/** All that a question asks for, in order. @throws InputProblem where the question can't be read */
export function findEntities(question: EntityQuery, table: EntityTable): Promise<readonly DirectoryEntry[]> {
  const asked = rowQuestionOf(question);
  const { orderFields } = question;
  return table.ask({ keys: keysFor(asked, orderFields), orderFields }, (view) =>
    inOrder(findRows(asked, view), view).map(view.entryOf),
  );
}

const keysFor = (asked: RowQuestion, orderFields: readonly OrderField[]): readonly string[] =>
  questionKeys(
    asked,
    orderFields.map(({ field }) => field.toLowerCase()),
  );

/** Where a page begins and ends among all rows that were found. */
function boundsOf(
  place: PageRequest['place'],
  limit: number,
  rows: readonly number[],
  isBefore: (row: number) => boolean,
): readonly [number, number] {
  if (place.kind === 'start') return [place.offset, Math.min(rows.length, place.offset + limit)];
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = rows[middle];
    if (row !== undefined && isBefore(row)) low = middle + 1;
    else high = middle;
  }
  return place.kind === 'after' ? [low, Math.min(rows.length, low + limit)] : [Math.max(0, low - limit), low];
}
