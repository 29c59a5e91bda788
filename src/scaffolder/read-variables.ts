import { Refusal } from '#callboard/core/refusal.ts';
import type { TemplateEngine, UsedVariable } from './template-engine.ts';

/** What a text reads, or what is wrong with it, with its place in the text, counted from 1. */
export type ReadVariables =
  | { readonly kind: 'variables'; readonly variables: readonly UsedVariable[] }
  | { readonly kind: 'mistake'; readonly line: number; readonly column: number; readonly message: string };

/** The variables of a text; a text that is not well-formed is a mistake. */
export function readVariables(engine: TemplateEngine, text: string): ReadVariables {
  let at = { line: 1, column: 1 };
  const place = (line: number, column: number): string => {
    at = { line, column };
    return '';
  };
  try {
    return { kind: 'variables', variables: engine.variablesOf(text, place) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'mistake', ...at, message: error.message.replace(/^: |\.$/g, '') };
  }
}
