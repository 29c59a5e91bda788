import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { InputProblem } from './api-error.ts';
import { readCursor } from './cursor.ts';
import { readCursorText, writeCursorText } from './cursor-text.ts';
import { type OrderField, readOrderField } from './order.ts';
import type { PageRequest } from './page-entities.ts';

/** Parameters of an address, as they are parsed. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Backstage's own: 20 entities a page. */
const defaultLimit = 20;
/** What one answer holds stays some MB. */
const maximumLimit = 10_000;

/** A page that is asked for, and how it is to look. */
export interface ReadPageRequest {
  readonly page: PageRequest;
  readonly limit: number;
  readonly fields: readonly string[];
  readonly hasTotal: boolean;
}

/** All values of a parameter. */
export function valuesOf(parameters: Parameters, name: string): readonly string[] {
  const value = parameters[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** The fields that are wanted of each entity. @throws InputProblem where one is an item of a list */
export const fieldsOf = (parameters: Parameters): readonly string[] => checkFields(listOf(parameters, 'fields'));

/** The items of a parameter that lists them with commas. */
const listOf = (parameters: Parameters, name: string): readonly string[] =>
  valuesOf(parameters, name)
    .flatMap((value) => value.split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** As they are. @throws InputProblem where one is an item of a list */
export function checkFields(fields: readonly string[]): readonly string[] {
  const item = fields.find((field) => field.includes('['));
  if (item === undefined) return fields;
  throw new InputProblem(`The field "${item}" is an item of a list: name the list.`);
}

/** @throws InputProblem where it is no whole number from 0 */
export function countOf(parameters: Parameters, name: string): number | undefined {
  const [value] = valuesOf(parameters, name);
  return value === undefined ? undefined : readCount(name, /^\d{1,9}$/.test(value) ? Number(value) : value);
}

/** @throws InputProblem where it is no whole number from 0 */
export function readCount(name: string, value: Json): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new InputProblem(`${name} is ${JSON.stringify(value)}: it must be a whole number from 0 on.`);
}

/** Which part of a list is wanted; all of it where there is no limit. */
export interface ListPart {
  readonly offset: number;
  readonly limit: number | undefined;
}

/** Reads which part of all entities is wanted; `after` is from {@link writeAfter}. @throws InputProblem */
export function readListPart(parameters: Parameters): ListPart {
  const [after] = valuesOf(parameters, 'after');
  const cursor = after === undefined ? {} : readCursorText(after);
  const limit = cursor['limit'] === undefined ? countOf(parameters, 'limit') : readCount('limit', cursor['limit']);
  if (limit === 0) throw new InputProblem('limit is 0: ask for one entity at least.');
  const offset = cursor['offset'] === undefined ? countOf(parameters, 'offset') : readCount('offset', cursor['offset']);
  return { offset: offset ?? 0, limit };
}

/** What leads on to a part. */
export const writeAfter = (part: ListPart): string => writeCursorText(part);

const limitOf = (limit: number | undefined): number => Math.min(limit ?? defaultLimit, maximumLimit);

/** Orders as `entities` takes them: `asc:metadata.name`. @throws InputProblem */
export const readOrders = (parameters: Parameters): readonly OrderField[] =>
  valuesOf(parameters, 'order').map((text) => {
    const colon = text.indexOf(':');
    return readOrderField({ order: text.slice(0, colon), field: text.slice(colon + 1) });
  });

/** Reads what `by-query` takes in its address. @throws InputProblem */
export function readPageParameters(parameters: Parameters): ReadPageRequest {
  const limit = limitOf(countOf(parameters, 'limit'));
  const fields = fieldsOf(parameters);
  const [cursor] = valuesOf(parameters, 'cursor');
  if (cursor !== undefined) return { page: readCursor(cursor), limit, fields, hasTotal: true };
  const [term] = valuesOf(parameters, 'fullTextFilterTerm');
  const orderFields = valuesOf(parameters, 'orderField').map((text) => {
    const [field = '', order = 'asc'] = text.split(',');
    return readOrderField({ field, order });
  });
  const filter = valuesOf(parameters, 'filter');
  const question = {
    ...(filter.length > 0 && { filter }),
    orderFields,
    ...(term && { fullText: { term, fields: listOf(parameters, 'fullTextFilterFields') } }),
  };
  return {
    page: { question, place: { kind: 'start', offset: countOf(parameters, 'offset') ?? 0 } },
    limit,
    fields,
    hasTotal: readHasTotal(valuesOf(parameters, 'totalItems')[0]),
  };
}

function readHasTotal(value: Json | undefined): boolean {
  if (value === undefined || value === 'include') return true;
  if (value === 'exclude') return false;
  throw new InputProblem(`totalItems is ${JSON.stringify(value)}: it must be include or exclude.`);
}

/** Reads what `by-query` takes in its body. @throws InputProblem */
export function readPageBody(body: unknown): ReadPageRequest {
  const parts = readBody(body);
  const { cursor, query, orderBy, fullTextFilter, offset, totalItems } = parts;
  const limit = limitOf(parts['limit'] === undefined ? undefined : readCount('limit', parts['limit']));
  const fields = checkFields(textsAt(parts, 'fields'));
  if (typeof cursor === 'string') return { page: readCursor(cursor), limit, fields, hasTotal: true };
  const term = isJsonObject(fullTextFilter) ? fullTextFilter['term'] : undefined;
  const question = {
    ...(query !== undefined && { query }),
    orderFields: Array.isArray(orderBy) ? orderBy.map(readOrderField) : [],
    ...(typeof term === 'string' &&
      term.trim() !== '' &&
      isJsonObject(fullTextFilter) && { fullText: { term: term.trim(), fields: textsAt(fullTextFilter, 'fields') } }),
  };
  const place = { kind: 'start', offset: offset === undefined ? 0 : readCount('offset', offset) } as const;
  return { page: { question, place }, limit, fields, hasTotal: readHasTotal(totalItems) };
}

/** @throws InputProblem where a body is no object */
export function readBody(body: unknown): { readonly [key: string]: Json } {
  if (isJsonObject(body)) return body;
  throw new InputProblem('The body must be a JSON object.');
}

/** A list of texts; none where it is not there. @throws InputProblem where it is anything else */
export function textsAt(parts: { readonly [key: string]: Json }, name: string): readonly string[] {
  const value = parts[name];
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((item: Json) => typeof item === 'string')) return value.map(String);
  throw new InputProblem(`${name} must be a list of texts.`);
}
