import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';
import type { Template } from './template.ts';

type Path = readonly (string | number)[];

/** Every text in a value, however deep, and its path from the value's root. */
export function textsIn(value: Json, path: Path = []): readonly { readonly text: string; readonly path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => textsIn(item, [...path, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]));
}

function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: Json) => mapTexts(item, change));
  return isJsonObject(value) ? mapTextsOf(value, change) : value;
}

/** An object with every text in it, however deep, changed; keys stay as they are. */
export function mapTextsOf(value: JsonObject, change: (text: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}

/**
 * Renders every text in a part of a template; keys stay as they are.
 * @param path from the document's root to the part, for what is wrong
 * @returns undefined where it renders to no value
 * @throws Refusal naming the place
 */
export function renderJson(template: Template, value: Json, scope: JsonObject, path: Path): Json | undefined {
  if (typeof value === 'string') return template.engine.renderValue(value, scope, () => template.locate(path));
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => renderJson(template, item, scope, [...path, index]) ?? null);
  }
  return isJsonObject(value) ? renderObject(template, value, scope, path) : value;
}

/** {@link renderJson} of an object; what renders to no value is left out. */
export function renderObject(template: Template, value: JsonObject, scope: JsonObject, path: Path): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const rendered = renderJson(template, item, scope, [...path, key]);
      return rendered === undefined ? [] : [[key, rendered]];
    }),
  );
}
