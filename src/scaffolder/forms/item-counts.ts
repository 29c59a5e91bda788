import type { JsonObject } from '../action.ts';
import { numberOf } from '../json-object.ts';

/** How many of something a schema asks for. */
export function itemCounts(schema: JsonObject): { readonly minimumCount?: number; readonly maximumCount?: number } {
  const minimumCount = numberOf(schema['minItems']);
  const maximumCount = numberOf(schema['maxItems']);
  return {
    ...(minimumCount === undefined ? {} : { minimumCount }),
    ...(maximumCount === undefined ? {} : { maximumCount }),
  };
}
