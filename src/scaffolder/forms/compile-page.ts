import { compileSchema, type SchemaCheck } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { textsOf } from '../json-object.ts';

/** Keywords whose value has schemas by names that the template gives them. */
const named = new Set(['properties', 'patternProperties', 'dependencies', 'dependentSchemas', 'definitions', '$defs']);
/** Keywords whose value is, or holds, one schema or several. */
const inner = new Set(['items', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'additionalProperties']);

/** The check of a page's values. @throws Error where the page is not a valid schema */
export const compilePage = (page: JsonObject): SchemaCheck => compileSchema({ type: 'object', ...mendObject(page) });

/** What is wrong with a page as a schema; undefined where nothing is. */
export function schemaMistake(page: JsonObject): string | undefined {
  try {
    compilePage(page);
    return undefined;
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}

/**
 * What stands in templates though no validator takes it, and Backstage's forms do: a property that is required twice,
 * and `required: true` at the property itself, which says nothing there.
 */
function mend(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(mend);
  return isJsonObject(schema) ? mendObject(schema) : schema;
}

function mendObject(schema: JsonObject): JsonObject {
  const entries = Object.entries(schema).flatMap(([keyword, value]): readonly [string, Json][] => {
    if (keyword === 'required') return Array.isArray(value) ? [[keyword, [...new Set(textsOf(value))]]] : [];
    if (inner.has(keyword)) return [[keyword, mend(value)]];
    if (!named.has(keyword) || !isJsonObject(value)) return [[keyword, value]];
    return [[keyword, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mend(each)]))]];
  });
  return Object.fromEntries(entries);
}
