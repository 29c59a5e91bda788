import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Action } from './action.ts';
import { textsIn } from './render-json.ts';
import type { Template, TemplateStep } from './template.ts';

/**
 * Why a template can't be run here whatever its values are, in one sentence; undefined where it can.
 * Its expressions are not looked at: {@link requireRunnable} does.
 */
export function obstacleOf(template: Template, actions: ReadonlyMap<string, Action>): string | undefined {
  const unknown = [...new Set(template.steps.map(({ action }) => action))].filter((action) => !actions.has(action));
  if (unknown.length > 0) {
    return `${template.title} uses ${unknown.length > 1 ? 'the actions' : 'the action'} ${unknown.join(', ')}, which no plugin provides`;
  }
  return undefined;
}

/**
 * Finds what would stop a run of the template in the middle, whatever its values are: unknown actions, ids that occur
 * twice, expressions that are not well-formed, outputs of steps that are not there or come later.
 * @throws Refusal naming the template and the place
 */
export function requireRunnable(template: Template, actions: ReadonlyMap<string, Action>): void {
  const obstacle = obstacleOf(template, actions);
  if (obstacle !== undefined) {
    throw new Refusal(`${obstacle}.`, {
      code: 'template-not-runnable',
      hint: 'Choose another template, or ask whoever runs this bot.',
      subject: template.ref,
    });
  }
  const before = new Map<string, Action | undefined>();
  for (const step of template.steps) {
    if (before.has(step.id)) throw mistake(template, step.path, `two steps have the id "${step.id}"`);
    checkStep(template, step, before);
    before.set(step.id, actions.get(step.action));
  }
  checkExpressions(template, template.output, ['spec', 'output'], before);
}

type Outputs = ReadonlyMap<string, Action | undefined>;

function checkStep(template: Template, step: TemplateStep, before: Outputs): void {
  checkExpressions(template, step.input, [...step.path, 'input'], before);
  checkExpressions(template, step.condition ?? null, [...step.path, 'if'], before);
  checkExpressions(template, step.each ?? null, [...step.path, 'each'], before);
}

/** What is not there is a mistake in a strict language alone; elsewhere it is nothing, and may be meant so. */
function checkExpressions(
  template: Template,
  value: Parameters<typeof textsIn>[0],
  path: readonly (string | number)[],
  before: Outputs,
): void {
  const { engine, locate } = template;
  for (const found of textsIn(value, path)) {
    for (const [root, id, , property] of engine.variablesOf(found.text, () => locate(found.path))) {
      if (root !== 'steps' || id === undefined || id === '' || !engine.isStrict) continue;
      if (!before.has(id)) throw mistake(template, found.path, `"${id}" is not the id of an earlier step`);
      const known = outputsOf(before.get(id));
      if (property !== undefined && property !== '' && known && !known.includes(property)) {
        throw mistake(template, found.path, `the step "${id}" has no output "${property}"; it has ${known.join(', ')}`);
      }
    }
  }
}

/** The outputs that an action declares; undefined where it leaves them open. */
function outputsOf(action: Action | undefined): readonly string[] | undefined {
  const schema: unknown = action?.outputSchema;
  if (!isJsonObject(schema) || schema['additionalProperties'] !== false) return undefined;
  return isJsonObject(schema['properties']) ? Object.keys(schema['properties']) : [];
}

function mistake(template: Template, path: readonly (string | number)[], reason: string): Refusal {
  return new Refusal(`${template.locate(path)}: ${reason}.`, {
    code: 'template-error',
    hint: `Correct the template ${template.title}.`,
    subject: template.ref,
  });
}
