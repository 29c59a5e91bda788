import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { badCursor, readCursorText, writeCursorText } from './cursor-text.ts';
import type { EntityQuery } from './entity-query.ts';
import { readOrderField, type SortKey } from './order.ts';

/** Where a page starts: sort values, and the ref that makes them unique; what changed meanwhile moves no page. */
export interface CursorPlace {
  readonly kind: 'after' | 'before';
  readonly at: SortKey;
}

/** A page of a question. */
export interface Cursor {
  readonly question: EntityQuery;
  readonly place: CursorPlace;
}

/** The cursor of a page. */
export const writeCursor = ({ question, place }: Cursor): string => writeCursorText({ ...question, place });

/**
 * Reads back what {@link writeCursor} gave.
 * @throws InputProblem where it is anything else
 */
export function readCursor(text: string): Cursor {
  const cursor = readCursorText(text);
  const place = cursor['place'];
  if (!isJsonObject(place)) throw badCursor();
  const { kind, at } = place;
  const isAt = Array.isArray(at) && at.every((part: Json) => part === null || typeof part === 'string');
  if ((kind !== 'after' && kind !== 'before') || !isAt) throw badCursor();
  const { filter, query, orderFields, fullText } = cursor;
  const term = isJsonObject(fullText) && typeof fullText['term'] === 'string' ? fullText['term'] : undefined;
  return {
    question: {
      ...(filter !== undefined && { filter: textsOf(filter) }),
      ...(query !== undefined && { query }),
      orderFields: Array.isArray(orderFields) ? orderFields.map(readOrderField) : [],
      ...(term !== undefined && {
        fullText: { term: term, fields: isJsonObject(fullText) ? textsOf(fullText['fields'] ?? []) : [] },
      }),
    },
    place: { kind, at: at.map((part: Json) => (typeof part === 'string' ? part : null)) },
  };
}

function textsOf(value: Json): readonly string[] {
  if (!Array.isArray(value) || !value.every((item: Json) => typeof item === 'string')) throw badCursor();
  return value.map(String);
}
