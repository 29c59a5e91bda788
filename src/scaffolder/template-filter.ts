import type { Json } from '#callboard/core/storage/records.ts';

/**
 * A filter that templates of both languages have: `x | name: a` in Liquid, `x | name(a)` in Nunjucks. It is called
 * synchronously, and often.
 */
export interface TemplateFilter {
  /** As templates write it; in place of one that the language has of its own. */
  readonly name: string;
  /**
   * @param value undefined where there is none
   * @param given Liquid's named arguments are an object at their end
   * @returns undefined for no value
   * @throws Error whose message says what is wrong with the value: the template's mistake is told with it
   */
  readonly apply: (value: Json | undefined, ...given: readonly (Json | undefined)[]) => Json | undefined;
}
