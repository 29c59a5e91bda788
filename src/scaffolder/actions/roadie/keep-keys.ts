import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';

/** The value with no keys but these, at any depth; all of them where none is named. */
export function keepKeys(value: Json, names: readonly string[]): Json {
  if (names.length === 0) return value;
  if (Array.isArray(value)) return value.map((item: Json) => keepKeys(item, names));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(([key]) => names.includes(key));
  return Object.fromEntries(entries.map(([key, item]) => [key, keepKeys(item, names)]));
}
