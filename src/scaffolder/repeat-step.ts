import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';
import { renderJson } from './render-json.ts';
import type { Template, TemplateStep } from './template.ts';

/** One time that a step is taken; its expressions read it as `each`. */
export interface Iteration {
  /** The key in the object, or the place in the list, counted from 0. */
  readonly key: string;
  readonly value: Json;
}

/** How often one step is taken at most: a list from outside is bounded like all that is from there. */
const iterationLimit = 1000;

/**
 * What a step with an `each` is taken for.
 * @throws Refusal where that is no list and no object, or too long
 */
export function iterationsOf(template: Template, step: TemplateStep, scope: JsonObject): readonly Iteration[] {
  const path = [...step.path, 'each'];
  const rendered = renderJson(template, step.each ?? null, scope, path);
  if (!Array.isArray(rendered) && !isJsonObject(rendered)) {
    throw mistake(template, path, `"each" is neither a list nor an object but ${JSON.stringify(rendered ?? null)}`);
  }
  const iterations = Object.entries<Json>(rendered).map(([key, value]) => ({ key, value }));
  if (iterations.length > iterationLimit) {
    throw mistake(template, path, `"each" has ${iterations.length} items, more than ${iterationLimit}`);
  }
  return iterations;
}

/** What expressions read in one iteration. */
export const scopeOfIteration = (scope: JsonObject, { key, value }: Iteration): JsonObject => ({
  ...scope,
  each: { key, value },
});

/** The output of a step that was taken several times: each name with the list of what it was. */
export function joinOutputs(outputs: readonly JsonObject[]): JsonObject {
  const names = new Set(outputs.flatMap(Object.keys));
  return Object.fromEntries([...names].map((name) => [name, outputs.flatMap((output) => wrapped(output[name]))]));
}

/** A value as a list of it, so that a list is one item. */
const wrapped = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : [value]);

function mistake(template: Template, path: readonly (string | number)[], reason: string): Refusal {
  return new Refusal(`${template.locate(path)}: ${reason}.`, {
    code: 'template-error',
    hint: 'Give other values, or have the template corrected.',
    subject: template.ref,
  });
}
