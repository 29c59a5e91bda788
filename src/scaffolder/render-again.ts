import { mkdir } from 'node:fs/promises';
import { Refusal } from '#callboard/core/refusal.ts';
import { createDirectory } from '#callboard/catalog/directory-in-memory.ts';
import type { JsonObject } from './action.ts';
import type { TemplateAtHand } from './find-template.ts';
import { folderInWorkspace } from './folder-in-workspace.ts';
import { checkValues } from './forms/check-values.ts';
import { fillAnswers } from './forms/fill-answers.ts';
import { textOf } from './json-object.ts';
import type { Run } from './run.ts';
import { performDryRun, planNewRun, type Scaffolder, templateFor } from './scaffolder.ts';

interface Rendering {
  readonly run: Run;
  readonly values: JsonObject;
  /** Absolute; it is made. */
  readonly folder: string;
  /** The step that publishes. */
  readonly stepId: string;
  /** Stands for each secret of the environment in what is rendered. */
  readonly standIn: string;
  readonly signal: AbortSignal;
}

/**
 * Renders a version of a run's template, as the run would be performed with it.
 * @returns the folder that it would publish, absolute
 * @throws Refusal where it can't be run, fails, or does not publish
 */
export async function renderAgain(
  scaffolder: Scaffolder,
  atHand: TemplateAtHand,
  { run, values, folder, stepId, standIn, signal }: Rendering,
): Promise<string> {
  const { id, asker, userRef, address, createdAt } = run;
  const again = planNewRun(scaffolder, atHand, { id, values, asker, userRef, address, createdAt });
  await mkdir(folder);
  const { run: performed, inputs } = await performDryRun(scaffolder, again, folder, signal, standIn);
  const subject = run.templateRef;
  const failed = performed.steps.find(({ status }) => status === 'failed');
  if (failed) {
    const message = `At ${atHand.commit} the step "${failed.name}" fails: ${failed.message ?? 'it does not say why'}`;
    throw new Refusal(message, { code: 'not-rendered', hint: 'Correct the template, and ask again.', subject });
  }
  const input = inputs.get(stepId)?.at(-1);
  if (input) return folderInWorkspace(folder, textOf(input['sourcePath']));
  throw new Refusal(`At ${atHand.commit} the template publishes nothing in a step "${stepId}".`, {
    code: 'nothing-published',
    hint: 'Bring its changes in by hand.',
    subject,
  });
}

/**
 * The values of a run, as a template takes them by now: without those that it asks for no more, with the defaults of
 * those that are new.
 * @throws Refusal where it asks for what the run was not given
 */
export function valuesFor(scaffolder: Scaffolder, { template: stated }: TemplateAtHand, run: Run): JsonObject {
  const { context } = scaffolder;
  const template = templateFor(scaffolder, stated, run.userRef);
  const { values } = fillAnswers(template, run.values, scaffolder);
  // Whom the values name may be gone by now, and was there.
  const checked = checkValues(
    { ...scaffolder, template, directory: createDirectory(), secrets: context.secrets },
    values,
  );
  if (checked.kind === 'values') return checked.values;
  throw new Refusal(checked.problems.map(({ field, message }) => `${field}: ${message}`).join('; '), {
    code: 'wrong-values',
    hint: 'The template asks for more by now than the run was given: bring its changes in by hand.',
    subject: template.ref,
  });
}
