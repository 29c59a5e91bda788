import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';

/**
 * Keeps of a document what is at these dotted paths, such as `metadata.name`; all of it where there are none. A name on
 * the way may hold dots itself, such as an annotation's.
 */
export function selectFields(value: Json, fields: readonly string[]): Json {
  if (fields.length === 0 || !isJsonObject(value)) return value;
  const kept = Object.entries(value).flatMap(([name, item]): readonly (readonly [string, Json])[] => {
    if (fields.includes(name)) return [[name, item]];
    const below = fields.flatMap((field) => (field.startsWith(`${name}.`) ? [field.slice(name.length + 1)] : []));
    if (below.length === 0 || !isJsonObject(item)) return [];
    const part = selectFields(item, below);
    return isJsonObject(part) && Object.keys(part).length === 0 ? [] : [[name, part]];
  });
  return Object.fromEntries(kept);
}
