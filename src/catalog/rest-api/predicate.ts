import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { InputProblem } from './api-error.ts';

/** What an entity must fulfil. Keys and texts are in lower case: nothing here tells case apart. */
export type Predicate =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Predicate[] }
  | { readonly kind: 'not'; readonly part: Predicate }
  | { readonly kind: 'exists'; readonly key: string; readonly isWanted: boolean }
  | { readonly kind: 'in'; readonly key: string; readonly values: ReadonlySet<string> }
  | { readonly kind: 'prefix'; readonly key: string; readonly prefix: string };

export const everything: Predicate = { kind: 'all', parts: [] };

/** Whether values fulfil a predicate. @param valuesAt of what is judged, by key; null equals nothing */
export function fulfils(predicate: Predicate, valuesAt: (key: string) => readonly (string | null)[]): boolean {
  switch (predicate.kind) {
    case 'all':
      return predicate.parts.every((part) => fulfils(part, valuesAt));
    case 'any':
      return predicate.parts.some((part) => fulfils(part, valuesAt));
    case 'not':
      return !fulfils(predicate.part, valuesAt);
    case 'exists':
      return valuesAt(predicate.key).length > 0 === predicate.isWanted;
    case 'in':
      return valuesAt(predicate.key).some((value) => value !== null && predicate.values.has(value.toLowerCase()));
    case 'prefix':
      return valuesAt(predicate.key).some((value) => value?.toLowerCase().startsWith(predicate.prefix) === true);
  }
}

/** The keys that a predicate speaks of. */
export function keysOf(predicate: Predicate): readonly string[] {
  if (predicate.kind === 'not') return keysOf(predicate.part);
  return 'key' in predicate ? [predicate.key] : predicate.parts.flatMap(keysOf);
}

/**
 * Reads `filter` parameters: each is a list of `key` or `key=value` that must all hold, where the same key twice means
 * either value; of several parameters one is enough.
 * @throws InputProblem where one is not of that form
 */
export function readFilters(filters: readonly string[]): Predicate {
  const parts = filters.flatMap(readFilter);
  const [only] = parts;
  if (!only) return everything;
  return parts.length === 1 ? only : { kind: 'any', parts };
}

/** One that says nothing narrows nothing. */
function readFilter(filter: string): readonly Predicate[] {
  const wanted = new Map<string, Set<string> | undefined>();
  for (const statement of filter.split(',').map((text) => text.trim())) {
    if (statement === '') continue;
    const equals = statement.indexOf('=');
    const key = (equals < 0 ? statement : statement.slice(0, equals)).trim();
    if (key === '') throw new InputProblem(`The filter "${statement}" has no key: write key=value, or key.`);
    const value = equals < 0 ? undefined : statement.slice(equals + 1).trim();
    const values = wanted.get(key);
    wanted.set(key, value === undefined ? values : (values ?? new Set()).add(value.toLowerCase()));
  }
  if (wanted.size === 0) return [];
  const parts = [...wanted].map(([name, values]): Predicate => {
    const key = name.toLowerCase();
    return values ? { kind: 'in', key, values } : { kind: 'exists', key, isWanted: true };
  });
  return [{ kind: 'all', parts }];
}

/** Deep enough for any question, and bounded. */
const maximumDepth = 20;

/**
 * Reads a predicate query: `$all`, `$any`, `$not`, and fields with a value, `$exists`, `$in`, `$hasPrefix` or
 * `$contains`, as `@backstage/filter-predicates` has them.
 * @throws InputProblem where it is not one
 */
export function readQuery(query: Json, depth = 0): Predicate {
  if (depth > maximumDepth) throw new InputProblem(`The query nests deeper than ${maximumDepth} levels.`);
  if (!isJsonObject(query)) throw new InputProblem('A query is an object of fields, $all, $any or $not.');
  const parts = Object.entries(query).map(([key, value]): Predicate => {
    if (key === '$all' || key === '$any') {
      if (!Array.isArray(value)) throw new InputProblem(`${key} takes a list of queries.`);
      return { kind: key === '$all' ? 'all' : 'any', parts: value.map((part: Json) => readQuery(part, depth + 1)) };
    }
    if (key === '$not') return { kind: 'not', part: readQuery(value, depth + 1) };
    if (key.startsWith('$')) throw new InputProblem(`${key} is not known here: there are $all, $any and $not.`);
    return readField(key.toLowerCase(), value);
  });
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'all', parts };
}

function readField(key: string, value: Json): Predicate {
  if (!isJsonObject(value)) return { kind: 'in', key, values: new Set([readValue(key, value)]) };
  const [entry, ...more] = Object.entries(value);
  if (!entry || more.length > 0) throw new InputProblem(`The condition on ${key} must have one operator.`);
  const [operator, operand] = entry;
  if (operator === '$exists' && typeof operand === 'boolean') return { kind: 'exists', key, isWanted: operand };
  if (operator === '$in' && Array.isArray(operand)) {
    return { kind: 'in', key, values: new Set(operand.map((item: Json) => readValue(key, item))) };
  }
  if (operator === '$hasPrefix' && typeof operand === 'string') {
    return { kind: 'prefix', key, prefix: operand.toLowerCase() };
  }
  if (operator === '$contains') return readContains(key, operand);
  throw new InputProblem(`${operator} on ${key} is not known here: there are $exists, $in, $hasPrefix and $contains.`);
}

/** A list's items are values of its key; relations are told apart by type. */
function readContains(key: string, operand: Json): Predicate {
  if (!isJsonObject(operand)) return { kind: 'in', key, values: new Set([readValue(key, operand)]) };
  const parts = Object.entries(operand).map(([name, value]) => [name.toLowerCase(), value] as const);
  const { type, targetref: targetRef, ...rest }: { readonly [name: string]: Json } = Object.fromEntries(parts);
  if (key !== 'relations' || typeof type !== 'string' || Object.keys(rest).length > 0) {
    throw new InputProblem('$contains takes a value, or for relations an object with type and targetRef.');
  }
  const relation = `relations.${type.toLowerCase()}`;
  return targetRef === undefined ? { kind: 'exists', key: relation, isWanted: true } : readField(relation, targetRef);
}

function readValue(key: string, value: Json): string {
  if (typeof value === 'object') {
    throw new InputProblem(
      `${key} can be compared with a text, a number, true or false, not with ${JSON.stringify(value)}.`,
    );
  }
  return String(value).toLowerCase();
}
