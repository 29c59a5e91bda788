import type { Json } from './records.ts';

/** A JSON value with keys. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a value that came from JSON or YAML is an object with keys: no list, no null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON value of plain data: what is undefined in it is left out. */
export function toJson(value: object): Json {
  const json: Json = JSON.parse(JSON.stringify(value));
  return json;
}

/**
 * Reads back what {@link toJson} wrote. Only for values that this program alone writes, so that their shape is known;
 * anything from outside is parsed with a schema.
 */
export function fromJson<Value>(json: Json): Value {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what was written with toJson has its type
  return json as Value;
}
