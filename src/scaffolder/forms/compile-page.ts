import { compileSchema, type SchemaCheck } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { textsOf } from '../json-object.ts';

/** The check of a page's values. @throws Error where the page is not a valid schema */
export const compilePage = (page: JsonObject): SchemaCheck =>
  compileSchema({ type: 'object', ...mendObject(page, isSchemaKey) });

/**
 * What stands in templates though no validator takes it, and Backstage's forms do: a property that is required twice,
 * and `required: true` at the property itself, which says nothing there.
 */
function mend(value: Json, isSchema: boolean): Json {
  if (Array.isArray(value)) return value.map((item: Json) => mend(item, isSchema));
  if (!isJsonObject(value)) return value;
  return mendObject(value, isSchema ? isSchemaKey : () => true);
}

function mendObject(value: JsonObject, holdsSchemas: (key: string) => boolean): JsonObject {
  const entries = Object.entries(value).flatMap(([key, inner]): readonly [string, Json][] => {
    if (holdsSchemas === isSchemaKey && key === 'required') {
      return Array.isArray(inner) ? [[key, [...new Set(textsOf(inner))]]] : [];
    }
    if (valueKeys.has(key) && holdsSchemas === isSchemaKey) return [[key, inner]];
    return [[key, mend(inner, holdsSchemas(key))]];
  });
  return Object.fromEntries(entries);
}

/** Keywords whose value names schemas by keys of the template's own. */
const named = new Set(['properties', 'patternProperties', 'dependencies', 'dependentSchemas', 'definitions', '$defs']);
const valueKeys = new Set(['default', 'const', 'enum', 'examples', 'ui:options']);
const isSchemaKey = (key: string): boolean => !named.has(key);
