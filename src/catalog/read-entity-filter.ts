import { isJsonObject, type JsonObject, toJson } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { DirectoryEntry } from './directory.ts';
import { kindOf } from './entity-ref.ts';
import { textsOf } from './json-values.ts';

/** What entities are narrowed to. */
export interface EntityCriteria {
  /** The kinds in lower case that may fit; undefined where any may. */
  readonly kinds: readonly string[] | undefined;
  /** Whether it asks for more than a kind. */
  readonly hasConditions: boolean;
  readonly fits: (entry: DirectoryEntry) => boolean;
}

/** One way to fit a filter. */
interface Way {
  readonly kinds: readonly string[] | undefined;
  readonly conditions: readonly Condition[];
}

/** What an entity must have: a field with one of the values; where there are none to compare with, any; or no such field. */
interface Condition {
  readonly path: readonly string[];
  readonly values: readonly string[] | 'absent';
}

/**
 * Reads a filter: '' for all, kinds with commas between, or Backstage's `catalogFilter` as JSON text: an object of
 * fields and values, or a list of such objects, any of which may fit. `{ "exists": false }` stands for no such field.
 */
export function readEntityFilter(text: string): EntityCriteria {
  const ways = readWays(text.trim());
  const isOpen = ways.some(({ kinds }) => kinds === undefined);
  return {
    kinds: isOpen ? undefined : ways.flatMap(({ kinds }) => kinds ?? []),
    hasConditions: ways.some(({ conditions }) => conditions.length > 0),
    fits: (entry) => ways.some((way) => fits(entry, way)),
  };
}

function readWays(text: string): readonly Way[] {
  if (text === '') return [{ kinds: undefined, conditions: [] }];
  if (!/^[[{]/.test(text)) return [{ kinds: lowerCase(text.split(',')), conditions: [] }];
  const parsed: Json = JSON.parse(text);
  return [parsed].flat().filter(isJsonObject).map(readWay);
}

function readWay({ kind, kinds, ...fields }: JsonObject): Way {
  const named = lowerCase(textsOf(kind ?? kinds));
  const conditions = Object.entries(fields).map(([field, value]) => ({
    path: field.split('.'),
    values: isJsonObject(value) && value['exists'] === false ? ('absent' as const) : lowerCase(textsOf(value)),
  }));
  return { kinds: named.length > 0 ? named : undefined, conditions };
}

function fits({ ref, entity }: DirectoryEntry, { kinds, conditions }: Way): boolean {
  if (kinds !== undefined && !kinds.includes(kindOf(ref))) return false;
  if (conditions.length === 0) return true;
  const json = toJson(entity);
  return conditions.every(({ path, values }) => {
    const value = valueAt(json, path);
    if (values === 'absent') return value === undefined || value === null;
    const found = lowerCase(textsOf(value));
    return values.length === 0 ? found.length > 0 : found.some((value) => values.includes(value));
  });
}

/** Keys of annotations have dots of their own: what is left of the path is tried as one key too. */
function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined || !isJsonObject(value)) return key === undefined ? value : undefined;
  return value[path.join('.')] ?? valueAt(value[key], rest);
}

const lowerCase = (texts: readonly string[]): readonly string[] =>
  texts.map((text) => text.trim().toLowerCase()).filter((text) => text !== '');
