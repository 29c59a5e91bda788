import { isJsonObject } from './json.ts';
import type { Json } from './records.ts';

/** The value at a path of keys in what came as JSON; undefined where a key is not there. */
export function jsonAt(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), value);
}

/** The text there; undefined where it is none. */
export function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const found = jsonAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}
