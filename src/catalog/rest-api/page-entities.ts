import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { InputProblem } from './api-error.ts';
import { comparable, everything, type Predicate, readFilters, readQuery } from './predicate.ts';
import type { Selection } from './select-entities.ts';
import { servedValues } from './served-entity.ts';

export interface OrderField {
  readonly field: string;
  readonly order: 'asc' | 'desc';
}

/** A question for entities, the same for all of its pages. */
export interface EntityQuery {
  /** As the client put them. */
  readonly filter?: readonly string[];
  readonly query?: Json;
  readonly orderFields: readonly OrderField[];
  readonly fullText?: { readonly term: string; readonly fields: readonly string[] };
}

/** Where a page starts. */
type Place =
  | { readonly kind: 'start'; readonly offset: number }
  /** Sort values, and the ref that makes them unique: a page goes on from there whatever has changed meanwhile. */
  | { readonly kind: 'after' | 'before'; readonly at: readonly (string | null)[] };

export interface PageRequest {
  readonly question: EntityQuery;
  readonly place: Place;
}

export interface EntityPage {
  readonly entries: readonly DirectoryEntry[];
  readonly totalItems: number;
  readonly pageInfo: { readonly nextCursor?: string; readonly prevCursor?: string };
}

/** What a text is looked for in, where nothing is said. */
const defaultTextFields = ['metadata.name', 'metadata.title', 'spec.profile.displayName'];

/** Answers one page. @param limit entities at most */
export function pageEntities(
  { question, place }: PageRequest,
  limit: number,
  selection: Selection,
  directory: Directory,
): EntityPage {
  const found = findEntities(question, selection, directory);
  const keyOf = (entry: DirectoryEntry) => sortKey(entry, question.orderFields, directory);
  const compare = (a: SortKey, b: SortKey) => compareKeys(a, b, question.orderFields);
  const [start, end] = boundsOf(place, limit, found, (entry, at) => compare(keyOf(entry), at));
  const entries = found.slice(start, end);
  const cursor = (kind: 'after' | 'before', entry: DirectoryEntry | undefined) =>
    entry && writeCursor({ question, place: { kind, at: keyOf(entry) } });
  const nextCursor = end < found.length ? cursor('after', entries.at(-1)) : undefined;
  const prevCursor = start > 0 ? cursor('before', entries[0]) : undefined;
  return {
    entries,
    totalItems: found.length,
    pageInfo: { ...(nextCursor !== undefined && { nextCursor }), ...(prevCursor !== undefined && { prevCursor }) },
  };
}

/** All that a question asks for, in order. */
export function findEntities(
  question: EntityQuery,
  selection: Selection,
  directory: Directory,
): readonly DirectoryEntry[] {
  const { filter = [], query, fullText, orderFields } = question;
  const parts = [
    ...(filter.length > 0 ? [readFilters(filter)] : []),
    ...(query === undefined ? [] : [readQuery(query)]),
  ];
  const predicate: Predicate = parts.length === 0 ? everything : { kind: 'all', parts };
  const selected = parts.length === 0 ? selection.all() : inOrderOfRef(selection, selection.select(predicate));
  const found = fullText ? selected.filter((entry) => hasText(entry, fullText, directory)) : selected;
  if (orderFields.length === 0) return found;
  return found
    .map((entry) => ({ entry, key: sortKey(entry, orderFields, directory) }))
    .toSorted((a, b) => compareKeys(a.key, b.key, orderFields))
    .map(({ entry }) => entry);
}

/** Of many, those of the sorted list are faster to pick than to sort. */
function inOrderOfRef(selection: Selection, entries: readonly DirectoryEntry[]): readonly DirectoryEntry[] {
  if (entries.length < 5000) return entries.toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
  const wanted = new Set(entries);
  return selection.all().filter((entry) => wanted.has(entry));
}

function hasText(
  entry: DirectoryEntry,
  { term, fields }: { readonly term: string; readonly fields: readonly string[] },
  directory: Directory,
): boolean {
  const wanted = term.toLowerCase();
  const keys = fields.length > 0 ? fields : defaultTextFields;
  return keys.some((key) =>
    servedValues(entry, key.toLowerCase(), directory).some((value) => comparable(value).includes(wanted)),
  );
}

type SortKey = readonly (string | null)[];

const sortKey = (entry: DirectoryEntry, orderFields: readonly OrderField[], directory: Directory): SortKey => [
  ...orderFields.map(({ field }) => {
    const [value] = servedValues(entry, field.toLowerCase(), directory);
    return value === undefined ? null : comparable(value);
  }),
  entry.ref,
];

/** What has no value comes last, in either direction. */
function compareKeys(a: SortKey, b: SortKey, orderFields: readonly OrderField[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? null;
    if (one === other) continue;
    if (one === null) return 1;
    if (other === null) return -1;
    return (one < other ? -1 : 1) * (orderFields[index]?.order === 'desc' ? -1 : 1);
  }
  return 0;
}

/** Where a page begins and ends in all that was found. */
function boundsOf(
  place: Place,
  limit: number,
  found: readonly DirectoryEntry[],
  compareTo: (entry: DirectoryEntry, at: SortKey) => number,
): readonly [number, number] {
  if (place.kind === 'start') return [place.offset, Math.min(found.length, place.offset + limit)];
  const isBefore = (entry: DirectoryEntry) =>
    place.kind === 'after' ? compareTo(entry, place.at) <= 0 : compareTo(entry, place.at) < 0;
  let [low, high] = [0, found.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const entry = found[middle];
    if (entry && isBefore(entry)) low = middle + 1;
    else high = middle;
  }
  return place.kind === 'after' ? [low, Math.min(found.length, low + limit)] : [Math.max(0, low - limit), low];
}

/** A cursor says all of the question: no page depends on what this process remembers. */
function writeCursor({ question, place }: PageRequest): string {
  return Buffer.from(JSON.stringify({ ...question, place })).toString('base64');
}

/**
 * Reads back what {@link pageEntities} gave.
 * @throws InputProblem where it is anything else
 */
export function readCursor(text: string): PageRequest {
  const cursor = parseJson(Buffer.from(text, 'base64').toString('utf8'));
  const place = isJsonObject(cursor) ? cursor['place'] : undefined;
  if (!isJsonObject(cursor) || !isJsonObject(place)) throw badCursor();
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

/** @throws InputProblem where it is not one */
export function readOrderField(value: Json): OrderField {
  const { field, order } = isJsonObject(value) ? value : {};
  if (typeof field !== 'string' || field === '' || (order !== 'asc' && order !== 'desc')) {
    throw new InputProblem('An order is a field and asc or desc.');
  }
  return { field, order };
}

function textsOf(value: Json): readonly string[] {
  if (!Array.isArray(value) || !value.every((item: Json) => typeof item === 'string')) throw badCursor();
  return value.map(String);
}

const badCursor = (): InputProblem => new InputProblem('The cursor is not one that this API gave.');

function parseJson(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    throw badCursor();
  }
}
