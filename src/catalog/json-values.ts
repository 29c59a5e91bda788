import type { Json } from '#callboard/core/storage/records.ts';

/** Whether a value is an object, and neither a list nor null. */
export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The texts of a value: itself, or those of a list; none of anything else. */
export function textsOf(value: Json | undefined): readonly string[] {
  const values: readonly (Json | undefined)[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}
