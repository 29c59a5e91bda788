import type { JsonObject } from './action.ts';
import { isTruthy } from './is-truthy.ts';
import { renderJson } from './render-json.ts';
import type { Template, TemplateStep } from './template.ts';

/**
 * Whether a step's condition holds; a step without one is taken.
 * @param hasFailed whether an earlier step of the run failed
 * @throws Refusal naming the place
 */
export function isTaken(template: Template, step: TemplateStep, scope: JsonObject, hasFailed: boolean): boolean {
  const { condition, path } = step;
  if (condition === undefined) return true;
  return isTruthy(renderJson(template, condition, { ...scope, always: true, failure: hasFailed }, [...path, 'if']));
}
