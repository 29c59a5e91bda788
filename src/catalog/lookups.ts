import type { Lookup } from '#callboard/core/commands/lookup.ts';
import type { Option } from '#callboard/core/forms/form.ts';
import { isJsonObject, toJson } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Directory, DirectoryEntry } from './directory.ts';
import { displayName } from './entity-text.ts';
import { textsOf } from './json-values.ts';

/** What one entity must have: each field one of its values. */
interface Condition {
  readonly path: readonly string[];
  readonly values: readonly string[];
}

/** One way to fit a filter. */
interface Wanted {
  readonly kinds: readonly string[] | undefined;
  readonly conditions: readonly Condition[];
}

/**
 * Entities by what is typed. The filter is '' for all, kinds with commas between, or Backstage's `catalogFilter` as
 * JSON text: an object of fields and values, or a list of such objects, any of which may fit.
 */
export function createEntityLookup(directory: Directory): Lookup {
  return async (query, filter, _asker, limit) => {
    const ways = readFilter(filter);
    const kinds = ways.flatMap((way) => way.kinds ?? []);
    const isOpen = ways.some((way) => way.kinds === undefined);
    const hasConditions = ways.some(({ conditions }) => conditions.length > 0);
    const matches = directory.search(query, isOpen ? {} : { kinds }, hasConditions ? directory.size() : limit);
    return matches
      .filter(({ entry }) => ways.some((way) => fits(entry, way)))
      .slice(0, limit)
      .map(({ entry }) => toOption(entry));
  };
}

/** Groups and users: whoever can own something. */
export function createOwnerLookup(directory: Directory): Lookup {
  const entities = createEntityLookup(directory);
  return (query, filter, asker, limit) => entities(query, filter === '' ? 'group,user' : filter, asker, limit);
}

const toOption = ({ ref, entity }: DirectoryEntry): Option => ({
  label: displayName(entity),
  value: ref,
  detail: ref,
});

function readFilter(filter: string): readonly Wanted[] {
  const text = filter.trim();
  if (text === '') return [{ kinds: undefined, conditions: [] }];
  if (!/^[[{]/.test(text)) return [{ kinds: lowerCase(text.split(',')), conditions: [] }];
  const parsed: Json = JSON.parse(text);
  return (Array.isArray(parsed) ? parsed : [parsed]).flatMap((way: Json) => (isJsonObject(way) ? [readWay(way)] : []));
}

function readWay(way: { readonly [key: string]: Json }): Wanted {
  const { kind, kinds, ...fields } = way;
  const named = lowerCase(textsOf(kind ?? kinds));
  const conditions = Object.entries(fields).map(([field, value]) => ({
    path: field.split('.'),
    values: lowerCase(textsOf(value)),
  }));
  return { kinds: named.length > 0 ? named : undefined, conditions };
}

function fits({ ref, entity }: DirectoryEntry, { kinds, conditions }: Wanted): boolean {
  if (kinds !== undefined && !kinds.includes(ref.slice(0, ref.indexOf(':')))) return false;
  return conditions.every(({ path, values }) => {
    const found = lowerCase(textsOf(valueAt(toJson(entity), path)));
    // No value to compare with means that the field must be there.
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
