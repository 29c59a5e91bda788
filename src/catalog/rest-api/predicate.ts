import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { InputProblem } from './api-error.ts';
import type { FieldValue } from './served-entity.ts';

/** What an entity must fulfil. Keys and texts are in lower case: nothing here tells case apart. */
export type Predicate =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Predicate[] }
  | { readonly kind: 'not'; readonly part: Predicate }
  | { readonly kind: 'exists'; readonly key: string; readonly isWanted: boolean }
  | { readonly kind: 'in'; readonly key: string; readonly values: ReadonlySet<string> }
  | { readonly kind: 'prefix'; readonly key: string; readonly prefix: string };

export const everything: Predicate = { kind: 'all', parts: [] };

/** Whether values fulfil a predicate. @param valuesAt of the entity, by key */
export function fulfils(predicate: Predicate, valuesAt: (key: string) => readonly FieldValue[]): boolean {
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
      return valuesAt(predicate.key).some((value) => predicate.values.has(comparable(value)));
    case 'prefix':
      return valuesAt(predicate.key).some((value) => comparable(value).startsWith(predicate.prefix));
  }
}

/** A value as it is compared. */
export const comparable = (value: FieldValue): string => String(value).toLowerCase();

/**
 * Reads `filter` parameters: each is a list of `key` or `key=value` that must all hold, where the same key twice means
 * either value; of several parameters one is enough.
 * @throws InputProblem where one is not of that form
 */
export function readFilters(filters: readonly string[]): Predicate {
  const parts = filters.map(readFilter);
  const [only] = parts;
  if (parts.length === 0) return everything;
  return parts.length === 1 && only ? only : { kind: 'any', parts };
}

function readFilter(filter: string): Predicate {
  const wanted = new Map<string, Set<string> | undefined>();
  for (const statement of filter
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')) {
    const equals = statement.indexOf('=');
    const key = (equals < 0 ? statement : statement.slice(0, equals)).trim().toLowerCase();
    if (key === '') throw new InputProblem(`The filter "${statement}" has no key: write key=value, or key.`);
    if (equals < 0) {
      if (!wanted.has(key)) wanted.set(key, undefined);
      continue;
    }
    const values = wanted.get(key) ?? new Set<string>();
    wanted.set(
      key,
      values.add(
        statement
          .slice(equals + 1)
          .trim()
          .toLowerCase(),
      ),
    );
  }
  if (wanted.size === 0) throw new InputProblem('A filter is empty: write key=value, or leave it out.');
  return {
    kind: 'all',
    parts: [...wanted].map(([key, values]) =>
      values ? { kind: 'in', key, values } : { kind: 'exists', key, isWanted: true },
    ),
  };
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
  const { type, targetRef, ...rest } = operand;
  if (key !== 'relations' || typeof type !== 'string' || Object.keys(rest).length > 0) {
    throw new InputProblem('$contains takes a value, or for relations an object with type and targetRef.');
  }
  const relation = `relations.${type.toLowerCase()}`;
  return targetRef === undefined ? { kind: 'exists', key: relation, isWanted: true } : readField(relation, targetRef);
}

function readValue(key: string, value: Json): string {
  if (typeof value === 'object' && value !== null) throw new InputProblem(`${key} can be compared with single values.`);
  return String(value).toLowerCase();
}
