import { compileSchema, formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from './action.ts';

const effects: readonly Action['effect'][] = ['workspace', 'outside'];

const check = compileSchema({
  type: 'object',
  required: ['id', 'description', 'effect', 'inputSchema', 'outputSchema'],
  properties: {
    id: { type: 'string', minLength: 1 },
    description: { type: 'string' },
    effect: { enum: effects },
    inputSchema: { type: 'object' },
    outputSchema: { type: 'object' },
  },
});

/**
 * A plugin in JavaScript may hand over anything: of an action whose effect is misspelt, a dry run would do what it is
 * not to do.
 * @throws Refusal naming what is wrong with it
 */
export function requireAction(action: Action): void {
  const problems = check(action).map(({ path, message }) => `${formatPath(path)} ${message}`.trim());
  if (typeof action.run !== 'function') problems.push('run is no function');
  if (problems.length === 0) return;
  throw new Refusal(`The action ${action.id} is not well-formed: ${problems.join('; ')}.`, {
    code: 'wrong-action',
    hint: 'Correct the plugin: src/scaffolder/action.ts says what an action is.',
  });
}
