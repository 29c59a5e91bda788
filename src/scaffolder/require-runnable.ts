import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Action } from './action.ts';
import { textsIn } from './render-json.ts';
import type { Template, TemplateStep } from './template.ts';
import type { TemplateEngine } from './template-engine.ts';

const liquidApiVersion = 'callboard.dev/v1';
const backstageApiVersion = 'scaffolder.backstage.io/v1beta3';

/**
 * Why a template can't be run here whatever its values are, in one sentence; undefined where it can.
 * Its expressions are not looked at: {@link requireRunnable} does.
 */
export function obstacleOf(template: Template, actions: ReadonlyMap<string, Action>): string | undefined {
  if (template.apiVersion === backstageApiVersion) {
    return `${template.title} is written in Backstage's template language (${backstageApiVersion}), which this version does not run`;
  }
  if (template.apiVersion !== liquidApiVersion) {
    return `${template.title} has the apiVersion "${template.apiVersion}", which is not known here; templates have ${liquidApiVersion}`;
  }
  const unknown = [...new Set(template.steps.map(({ action }) => action))].filter((action) => !actions.has(action));
  if (unknown.length > 0) {
    return `${template.title} uses ${unknown.length > 1 ? 'the actions' : 'the action'} ${unknown.join(', ')}, which no plugin provides`;
  }
  return undefined;
}

/**
 * Finds what would stop a run of the template in the middle, whatever its values are: unknown actions, ids that occur
 * twice, expressions that are no Liquid, outputs of steps that are not there or come later.
 * @throws Refusal naming the template and the place
 */
export function requireRunnable(
  template: Template,
  actions: ReadonlyMap<string, Action>,
  engine: TemplateEngine,
): void {
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
    checkStep(template, step, engine, before);
    before.set(step.id, actions.get(step.action));
  }
  checkExpressions(template, template.output, ['spec', 'output'], engine, before);
}

function checkStep(
  template: Template,
  step: TemplateStep,
  engine: TemplateEngine,
  before: ReadonlyMap<string, Action | undefined>,
): void {
  if (step.repeats)
    throw mistake(template, [...step.path, 'each'], 'a step with "each" can not be run by this version');
  checkExpressions(template, step.input, [...step.path, 'input'], engine, before);
  checkExpressions(template, step.condition ?? null, [...step.path, 'if'], engine, before);
}

function checkExpressions(
  template: Template,
  value: Parameters<typeof textsIn>[0],
  path: readonly (string | number)[],
  engine: TemplateEngine,
  before: ReadonlyMap<string, Action | undefined>,
): void {
  for (const found of textsIn(value, path)) {
    for (const [root, id, , property] of engine.variablesOf(found.text, () => template.locate(found.path))) {
      if (root !== 'steps' || id === undefined || id === '') continue;
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
