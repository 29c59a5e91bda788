import { compileSchema, formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Action, JsonObject } from './action.ts';
import { renderJson, renderObject, textsIn } from './render-json.ts';
import { requireRunnable } from './require-runnable.ts';
import type { Template, TemplateStep } from './template.ts';
import type { TemplateEngine } from './template-engine.ts';

/** One step that a run is to take. */
export interface PlannedStep {
  readonly step: TemplateStep;
  readonly action: Action;
  /** Rendered and checked; undefined where it depends on what earlier steps give. */
  readonly input: JsonObject | undefined;
  /** Whether its condition holds; undefined where that depends on what earlier steps give. */
  readonly isTaken: boolean | undefined;
}

export interface PlanContext {
  readonly template: Template;
  readonly actions: ReadonlyMap<string, Action>;
  readonly engine: TemplateEngine;
  /** Without any step's output. */
  readonly scope: JsonObject;
}

/**
 * Decides what a run will do, and finds whatever is wrong with it before anything is done: what depends on the
 * values alone is rendered and checked here.
 * @throws Refusal naming the place in the template
 */
export function planRun({ template, actions, engine, scope }: PlanContext): readonly PlannedStep[] {
  requireRunnable(template, actions, engine);
  requireUser(template, engine, scope);
  renderKnown(template, engine, template.output, scope, ['spec', 'output']);
  return template.steps.map((step) => {
    const action = actionOf(step, actions);
    const inputPath = [...step.path, 'input'];
    renderKnown(template, engine, step.input, scope, inputPath);
    return {
      step,
      action,
      isTaken: dependsOnSteps(template, engine, step.condition ?? null, step.path)
        ? undefined
        : isTaken(template, step, engine, scope),
      input: dependsOnSteps(template, engine, step.input, inputPath)
        ? undefined
        : renderInput(template, step, action, engine, scope),
    };
  });
}

/**
 * A step's input, rendered and checked against its action's schema.
 * @throws Refusal naming the place in the template
 */
export function renderInput(
  template: Template,
  step: TemplateStep,
  action: Action,
  engine: TemplateEngine,
  scope: JsonObject,
): JsonObject {
  const path = [...step.path, 'input'];
  const rendered = renderObject(engine, step.input, scope, template.locate, path);
  // What was optional and not given is as good as not named.
  const input = Object.fromEntries(Object.entries(rendered).filter(([, value]) => value !== null));
  const [problem] = compileSchema(action.inputSchema)(input);
  if (!problem) return input;
  const place = template.locate([...path, ...problem.path]);
  throw new Refusal(`${place}: the input "${formatPath(problem.path)}" of ${action.id} ${problem.message}.`, {
    code: 'wrong-input',
    hint: `Correct the step "${step.id}" of the template.`,
    subject: template.ref,
  });
}

/** Whether a step is taken: an empty list, an empty text and "false" count as no, as in Backstage. */
export function isTaken(template: Template, step: TemplateStep, engine: TemplateEngine, scope: JsonObject): boolean {
  if (step.condition === undefined) return true;
  const value = renderJson(engine, step.condition, scope, template.locate, [...step.path, 'if']);
  if (Array.isArray(value)) return value.length > 0;
  return Boolean(value) && value !== 'false';
}

/** The action of a step of a template that was found runnable. @throws Error where it is not there */
function actionOf(step: TemplateStep, actions: ReadonlyMap<string, Action>): Action {
  const action = actions.get(step.action);
  if (!action) throw new Error(`no action ${step.action}`);
  return action;
}

function renderKnown(
  template: Template,
  engine: TemplateEngine,
  value: Json,
  scope: JsonObject,
  path: readonly (string | number)[],
): void {
  for (const found of textsIn(value, path)) {
    if (dependsOnSteps(template, engine, found.text, found.path)) continue;
    engine.renderValue(found.text, scope, () => template.locate(found.path));
  }
}

function dependsOnSteps(
  template: Template,
  engine: TemplateEngine,
  value: Json,
  path: readonly (string | number)[],
): boolean {
  return readsVariable('steps', template, engine, value, path);
}

function requireUser(template: Template, engine: TemplateEngine, scope: JsonObject): void {
  if (isJsonObject(scope['user'])) return;
  const stated: Json = [
    template.output,
    ...template.steps.flatMap(({ input, condition }) => [input, condition ?? null]),
  ];
  if (!readsVariable('user', template, engine, stated, ['spec'])) return;
  throw new Refusal(`The template ${template.title} needs to know which catalog user you are, and that is not known.`, {
    code: 'user-not-known',
    hint: 'Ask an administrator to link your account to your catalog user.',
    subject: template.ref,
  });
}

function readsVariable(
  name: string,
  template: Template,
  engine: TemplateEngine,
  value: Json,
  path: readonly (string | number)[],
): boolean {
  return textsIn(value, path).some(({ text, path: found }) =>
    engine.variablesOf(text, () => template.locate(found)).some(([root]) => root === name),
  );
}
