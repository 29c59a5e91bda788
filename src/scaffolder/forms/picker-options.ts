import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { JsonObject } from '../action.ts';

/** What a parameter's `ui:options` say of its picker; nothing where it has none. */
export const pickerOptions = (schema: JsonObject): JsonObject =>
  isJsonObject(schema['ui:options']) ? schema['ui:options'] : {};
