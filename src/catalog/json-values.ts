import type { Json } from '#callboard/core/storage/records.ts';

/** The texts of a value: itself, or those of a list; none of anything else. */
export function textsOf(value: Json | undefined): readonly string[] {
  const values: readonly (Json | undefined)[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}
