import { readVariables } from './read-variables.ts';
import type { TemplateEngine, UsedVariable } from './template-engine.ts';

/**
 * A text with "…" in the place of each of its expressions that reads what is known only later; as a whole where
 * that is no single expression.
 * @param isLater whether a variable is known only later
 */
export function hideLater(engine: TemplateEngine, text: string, isLater: (variable: UsedVariable) => boolean): string {
  const reads = (part: string): boolean => {
    const read = readVariables(engine, part);
    return read.kind === 'variables' && read.variables.some(isLater);
  };
  if (!reads(text)) return text;
  const known = text.replaceAll(/\$\{\{.*?\}\}/gs, (expression) => (reads(expression) ? '…' : expression));
  return reads(known) || readVariables(engine, known).kind === 'mistake' ? '…' : known;
}
