import { Refusal } from '#callboard/core/refusal.ts';
import type { JsonObject } from './action.ts';
import { hideLater } from './hide-later.ts';
import type { Template, TemplateStep } from './template.ts';

/** What is not known before the step is taken, or differs from one time to the next. */
const laterRoots = ['steps', 'each'];

/**
 * A step's name as people read it: with the values of the form, and "…" for what is known only later.
 * @param scope without any step's output
 */
export function nameStep({ engine, locate }: Template, { name, path }: TemplateStep, scope: JsonObject): string {
  const place = () => locate([...path, 'name']);
  const known = hideLater(engine, name, ({ segments: [root = ''] }) => laterRoots.includes(root));
  try {
    return engine.renderText(known, scope, place);
  } catch (error) {
    // A name is only shown: it is no reason not to run.
    if (error instanceof Refusal) return name;
    throw error;
  }
}
