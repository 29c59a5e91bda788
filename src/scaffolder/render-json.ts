import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';
import type { Locate } from './template.ts';
import type { TemplateEngine } from './template-engine.ts';

type Path = readonly (string | number)[];

/** Every text in a value, however deep, and its path from the value's root. */
export function textsIn(value: Json, path: Path = []): readonly { readonly text: string; readonly path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => textsIn(item, [...path, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]));
}

/**
 * Renders every text in a value; keys stay as they are.
 * @param path from the document's root to the value, for what is wrong
 * @throws Refusal naming the place
 */
export function renderJson(engine: TemplateEngine, value: Json, scope: JsonObject, locate: Locate, path: Path): Json {
  if (typeof value === 'string') return engine.renderValue(value, scope, () => locate(path));
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => renderJson(engine, item, scope, locate, [...path, index]));
  }
  return isJsonObject(value) ? renderObject(engine, value, scope, locate, path) : value;
}

/** {@link renderJson} of an object. */
export function renderObject(
  engine: TemplateEngine,
  value: JsonObject,
  scope: JsonObject,
  locate: Locate,
  path: Path,
): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, renderJson(engine, item, scope, locate, [...path, key])]),
  );
}
