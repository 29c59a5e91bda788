import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';

/** Names a place in the text that is rendered, for a person; line and column are counted from 1. */
export type Place = (line: number, column: number) => string;

/** The language inside `${{ }}` and skeletons. All of it is synchronous, sandboxed and bounded. */
export interface TemplateEngine {
  /**
   * Renders a text. What comes out is never read as a template again.
   * @throws Refusal naming the place: an undefined variable or filter, a syntax error, a limit
   */
  readonly renderText: (text: string, scope: JsonObject, place: Place) => string;
  /** Renders a text; a lone `${{ x }}` gives the value of x with its type. @throws Refusal as {@link renderText} does */
  readonly renderValue: (text: string, scope: JsonObject, place: Place) => Json;
  /** The variables that a text reads, each as its segments: `['steps', 'publish', 'output']`. @throws Refusal on syntax */
  readonly variablesOf: (text: string, place: Place) => readonly (readonly string[])[];
}
