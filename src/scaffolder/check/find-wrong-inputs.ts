import { compileSchema, formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Action } from '../action.ts';
import type { TemplateMistake } from '../find-mistakes.ts';
import { textsIn } from '../render-json.ts';
import type { Template } from '../template.ts';

/** Inputs that their action does not take, as far as they do not depend on the form. */
export function findWrongInputs({ steps }: Template, actions: ReadonlyMap<string, Action>): readonly TemplateMistake[] {
  return steps.flatMap(({ id, action: actionId, input, path }) => {
    const action = actions.get(actionId);
    if (!action) return [];
    return compileSchema(action.inputSchema)(input)
      .filter((problem) => !isRendered(valueAt(input, problem.path)))
      .map((problem): TemplateMistake => {
        const named = problem.path.length === 0 ? 'the input' : `the input "${formatPath(problem.path)}"`;
        const message = `${named} of ${actionId} ${problem.message}: callboard actions ${actionId} tells what the step "${id}" can be given`;
        return { level: 'error', path: [...path, 'input', ...problem.path], message };
      });
  });
}

function valueAt(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Object.entries<Json>(found).find(([name]) => name === String(key))?.[1];
  }
  return found;
}

/** What has an expression in it may be anything. An object as a whole is none: its keys are as they stand. */
const isRendered = (value: Json | undefined): boolean =>
  value !== undefined &&
  (typeof value !== 'object' || Array.isArray(value)) &&
  textsIn(value).some(({ text }) => /\$\{\{|\{%/.test(text));
