import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';

/**
 * The values at a dotted key of a document, compared without regard to case, as Backstage's catalog index has them: each
 * item of a list is a value, and a list's item as the last part of the key has the value `true`, such as
 * `metadata.tags.java`. A name on the way may hold dots itself, such as an annotation's.
 * @param key in lower case
 */
export function fieldValues(value: Json | undefined, key: string): readonly (string | number | boolean | null)[] {
  if (value === undefined) return [];
  if (Array.isArray(value))
    return value.flatMap((item: Json) => (key === '' ? fieldValues(item, '') : inItem(item, key)));
  if (isJsonObject(value)) {
    if (key === '') return [];
    return Object.entries(value).flatMap(([name, item]) => {
      const lower = name.toLowerCase();
      if (lower === key) return fieldValues(item, '');
      return key.startsWith(`${lower}.`) ? fieldValues(item, key.slice(lower.length + 1)) : [];
    });
  }
  return key === '' && (typeof value !== 'object' || value === null) ? [value] : [];
}

function inItem(item: Json, key: string): readonly (string | number | boolean | null)[] {
  if (typeof item === 'object') return fieldValues(item ?? undefined, key);
  return typeof item === 'string' && item.toLowerCase() === key ? [true] : [];
}
