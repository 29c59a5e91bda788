import type { JsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';

/** Names a place in the text that is rendered, for a person; line and column are counted from 1. */
export type Place = (line: number, column: number) => string;

/** The space around tags, as Jinja has it. */
export interface BlockSpace {
  /** The first line break after a tag goes. */
  readonly trimBlocks: boolean;
  /** Blanks from the beginning of a line to a tag go. */
  readonly lstripBlocks: boolean;
}

/** A variable where a text reads it. */
export interface UsedVariable {
  /** Such as `['steps', 'publish', 'output']`; a segment that is itself computed is empty. */
  readonly segments: readonly string[];
  /** Where it stands in the text, counted from 1. */
  readonly line: number;
  readonly column: number;
  /** Whether rendering goes on without it: it then comes to nothing, as where a condition or `default` asks for it. */
  readonly mayBeMissing: boolean;
}

/** The language inside `${{ }}` and skeletons. All of it is synchronous, sandboxed and bounded. */
export interface TemplateEngine {
  /** Whether a variable that is not there is a mistake; otherwise it renders to nothing. */
  readonly isStrict: boolean;
  /**
   * Renders a text. What comes out is never read as a template again.
   * @throws Refusal naming the place: an undefined variable where the engine is strict, an unknown filter, a syntax
   *   error, a limit on time, output or memory
   */
  readonly renderText: (text: string, scope: JsonObject, place: Place) => string;
  /**
   * Renders a text; a lone `${{ x }}` gives the value of x with its type.
   * @returns undefined where there is no value
   * @throws Refusal as {@link renderText} does
   */
  readonly renderValue: (text: string, scope: JsonObject, place: Place) => Json | undefined;
  /** The variables that a text reads, those left out that it sets itself. @throws Refusal on syntax */
  readonly variablesOf: (text: string, place: Place) => readonly UsedVariable[];
  /** The same language with other space around its tags. */
  readonly withSpace: (space: BlockSpace) => TemplateEngine;
}
