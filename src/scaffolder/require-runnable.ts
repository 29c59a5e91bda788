import { listed } from '#callboard/core/listed.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from './action.ts';
import { findMistakes } from './find-mistakes.ts';
import { pluginToConfigure } from './plugin-to-configure.ts';
import type { Template } from './template.ts';

/**
 * Why a template can't be run here whatever its values are, in one sentence; undefined where it can.
 * Its expressions are not looked at: {@link requireRunnable} does.
 */
export function obstacleOf(template: Template, actions: ReadonlyMap<string, Action>): string | undefined {
  const unknown = [...new Set(template.steps.map(({ action }) => action))].filter((action) => !actions.has(action));
  if (unknown.length === 0) return undefined;
  const keys = new Set(unknown.flatMap((action) => pluginToConfigure(action, [...actions.keys()]) ?? []));
  const remedy = keys.size === 0 ? '' : `; configure ${listed([...keys], 'and')} in callboard.yaml`;
  return `${template.title} uses ${unknown.length > 1 ? 'the actions' : 'the action'} ${listed(unknown, 'and')}, which no plugin provides${remedy}`;
}

/**
 * Finds what would stop a run of the template in the middle, whatever its values are.
 * @throws Refusal naming the template and the place of the first mistake
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
  const mistake = findMistakes(template, actions).find(({ level }) => level === 'error');
  if (!mistake) return;
  throw new Refusal(`${template.locate(mistake.path)}: ${mistake.message}.`, {
    code: 'template-error',
    hint: `Correct the template ${template.title}.`,
    subject: template.ref,
  });
}
