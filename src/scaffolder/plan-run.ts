import { compileSchema, formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Action, JsonObject } from './action.ts';
import { renderJson, renderObject, textsIn } from './render-json.ts';
import { iterationsOf, scopeOfIteration } from './repeat-step.ts';
import { requireRunnable } from './require-runnable.ts';
import { isTaken } from './step-condition.ts';
import type { Template, TemplateStep } from './template.ts';

/** One step that a run is to take. */
export interface PlannedStep {
  readonly step: TemplateStep;
  readonly action: Action;
  /** Rendered and checked; undefined where it depends on what earlier steps give, or there are several of it. */
  readonly input: JsonObject | undefined;
  /** Whether its condition holds; undefined where that depends on earlier steps, or differs from one time to another. */
  readonly isTaken: boolean | undefined;
}

export interface PlanContext {
  readonly template: Template;
  readonly actions: ReadonlyMap<string, Action>;
  /** Without any step's output. */
  readonly scope: JsonObject;
  /** The same for inputs: with what is secret. */
  readonly inputScope: JsonObject;
}

type Path = readonly (string | number)[];

/**
 * Decides what a run will do, and finds whatever is wrong with it before anything is done: what depends on the
 * values alone is rendered and checked here.
 * @throws Refusal naming the place in the template
 */
export function planRun(context: PlanContext): readonly PlannedStep[] {
  const { template, actions, scope } = context;
  requireRunnable(template, actions);
  requireUser(template, scope);
  renderKnown(template, template.output, scope, ['spec', 'output']);
  return template.steps.map((step) => {
    const action = actionOf(step, actions);
    return step.each === undefined ? planStep(context, step, action) : planRepeated(context, step, action);
  });
}

function planStep({ template, scope, inputScope }: PlanContext, step: TemplateStep, action: Action): PlannedStep {
  const inputPath = [...step.path, 'input'];
  const waits = step.asksForStatus || reads(['steps'], template, step.condition ?? null, step.path);
  const taken = waits ? undefined : isTaken(template, step, scope, false);
  // What is left out may be without what it would need.
  if (taken === false) return { step, action, isTaken: false, input: undefined };
  // So may what is perhaps left out, where the language makes no mistake of that.
  if (taken === undefined && !template.engine.isStrict) return { step, action, isTaken: undefined, input: undefined };
  renderKnown(template, step.input, inputScope, inputPath);
  const isKnown = !reads(['steps'], template, step.input, inputPath);
  return {
    step,
    action,
    isTaken: taken,
    input: isKnown ? renderInput(template, step, action, inputScope) : undefined,
  };
}

/** What is known of a step that is taken several times is checked for each of them. */
function planRepeated(context: PlanContext, step: TemplateStep, action: Action): PlannedStep {
  const { template, scope, inputScope } = context;
  const planned = { step, action, isTaken: undefined, input: undefined };
  if (reads(['steps'], template, step.each ?? null, [...step.path, 'each'])) {
    renderKnown(template, step.input, inputScope, [...step.path, 'input'], ['steps', 'each']);
    return planned;
  }
  const plans = iterationsOf(template, step, inputScope).map((iteration) => {
    const inner = {
      ...context,
      scope: scopeOfIteration(scope, iteration),
      inputScope: scopeOfIteration(inputScope, iteration),
    };
    return planStep(inner, step, action);
  });
  return { ...planned, isTaken: plans.every((plan) => plan.isTaken === false) ? false : undefined };
}

/**
 * A step's input, rendered and checked against its action's schema.
 * @param scope with what is secret
 * @throws Refusal naming the place in the template
 */
export function renderInput(template: Template, step: TemplateStep, action: Action, scope: JsonObject): JsonObject {
  const path = [...step.path, 'input'];
  const rendered = renderObject(template, step.input, scope, path);
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

/** The action of a step of a template that was found runnable. @throws Error where it is not there */
function actionOf(step: TemplateStep, actions: ReadonlyMap<string, Action>): Action {
  const action = actions.get(step.action);
  if (!action) throw new Error(`no action ${step.action}`);
  return action;
}

/** Renders what does not depend on what is unknown by now. @throws Refusal naming the place */
function renderKnown(
  template: Template,
  value: Json,
  scope: JsonObject,
  path: Path,
  unknown: readonly string[] = ['steps'],
): void {
  for (const found of textsIn(value, path)) {
    if (!reads(unknown, template, found.text, found.path)) renderJson(template, found.text, scope, found.path);
  }
}

function requireUser(template: Template, scope: JsonObject): void {
  if (isJsonObject(scope['user'])) return;
  const stated: Json = [
    template.output,
    ...template.steps.flatMap(({ input, condition, each }) => [input, condition ?? null, each ?? null]),
  ];
  if (!reads(['user'], template, stated, ['spec'])) return;
  throw new Refusal(`The template ${template.title} needs to know which catalog user you are, and that is not known.`, {
    code: 'user-not-known',
    hint: 'Ask an administrator to link your account to your catalog user.',
    subject: template.ref,
  });
}

/** Whether a part of a template reads one of these variables. */
function reads(names: readonly string[], { engine, locate }: Template, value: Json, path: Path): boolean {
  return textsIn(value, path).some(({ text, path: found }) =>
    engine.variablesOf(text, () => locate(found)).some(({ segments: [root = ''] }) => names.includes(root)),
  );
}
