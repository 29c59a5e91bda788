import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../../action.ts';

/** Two objects as one, however deep: what both have is the second's. @param joinsLists each item once */
export function mergeJson(before: JsonObject, more: JsonObject, joinsLists: boolean): JsonObject {
  const merged = (mine: Json | undefined, other: Json): Json => {
    if (isJsonObject(mine) && isJsonObject(other)) return mergeJson(mine, other, joinsLists);
    if (joinsLists && Array.isArray(mine) && Array.isArray(other)) return [...new Set<Json>([...mine, ...other])];
    return other;
  };
  const changed = Object.entries(more).map(([key, value]) => [key, merged(ownOf(before, key), value)] as const);
  return { ...before, ...Object.fromEntries(changed) };
}

const ownOf = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;
