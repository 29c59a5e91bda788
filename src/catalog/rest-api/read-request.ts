import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { InputProblem } from './api-error.ts';
import { type OrderField, type PageRequest, readCursor, readOrderField } from './page-entities.ts';

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

/** The items of a parameter that lists them with commas. */
export const listOf = (parameters: Parameters, name: string): readonly string[] =>
  valuesOf(parameters, name)
    .flatMap((value) => value.split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** @throws InputProblem where it is no whole number from 0 */
export function countOf(parameters: Parameters, name: string): number | undefined {
  const [value] = valuesOf(parameters, name);
  return value === undefined ? undefined : readCount(name, /^\d{1,9}$/.test(value) ? Number(value) : value);
}

function readCount(name: string, value: Json): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new InputProblem(`${name} is ${JSON.stringify(value)}: it must be a whole number from 0 on.`);
}

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
  const fields = listOf(parameters, 'fields');
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
    hasTotal: valuesOf(parameters, 'totalItems')[0] !== 'exclude',
  };
}

/** Reads what `by-query` takes in its body. @throws InputProblem */
export function readPageBody(body: unknown): ReadPageRequest {
  const parts = readBody(body);
  const { cursor, query, orderBy, fullTextFilter, offset, totalItems } = parts;
  const limit = limitOf(parts['limit'] === undefined ? undefined : readCount('limit', parts['limit']));
  const fields = textsAt(parts, 'fields');
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
  return { page: { question, place }, limit, fields, hasTotal: totalItems !== 'exclude' };
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
