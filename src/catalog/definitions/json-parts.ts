import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { oneLine } from '../entity-text.ts';

/** An object's value that is an object; an empty one where it is none. */
export const objectAt = (parent: JsonObject, key: string): JsonObject => {
  const value = parent[key];
  return isJsonObject(value) ? value : {};
};

/** The objects among an object's values, with their keys. */
export const objectsIn = (parent: JsonObject): readonly (readonly [string, JsonObject])[] =>
  Object.entries(parent).flatMap(([key, value]) => (isJsonObject(value) ? [[key, value] as const] : []));

/** A scalar that a person wrote, as one line; undefined where there is none. YAML reads `1.0` as a number. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = oneLine(String(value), 120);
  return text === '' ? undefined : text;
}

/** The first value that is a text. */
export const firstText = (...values: readonly (Json | undefined)[]): string | undefined =>
  values.map(textOf).find((text) => text !== undefined);

/** An object with a text under a key, or without that key. */
export const optional = <Key extends string>(key: Key, text: string | undefined): { readonly [K in Key]?: string } =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed key widens to any string
  (text === undefined ? {} : { [key]: text }) as { readonly [K in Key]?: string };

/** How many references lead on from one another at most: real ones lead to what is meant at once. */
const maximumReferences = 8;

/**
 * What an object stands for: itself, or what its `$ref` names in the same document.
 * @returns undefined where the reference leads to another file, or to nothing
 */
export function resolveReference(object: JsonObject, document: JsonObject): JsonObject | undefined {
  let found = object;
  for (let step = 0; step < maximumReferences; step += 1) {
    const reference = found['$ref'];
    if (typeof reference !== 'string') return found;
    const target = reference.startsWith('#/') ? valueAt(document, reference.slice('#/'.length)) : undefined;
    if (!isJsonObject(target)) return undefined;
    found = target;
  }
  return undefined;
}

/** The value at a JSON pointer (RFC 6901) without its first slash. */
function valueAt(document: JsonObject, pointer: string): Json | undefined {
  let value: Json | undefined = document;
  for (const part of pointer.split('/')) {
    if (!isJsonObject(value)) return undefined;
    value = value[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return value;
}
