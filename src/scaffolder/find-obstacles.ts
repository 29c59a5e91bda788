import { once } from 'node:events';
import type { Invocation } from '#callboard/core/commands/command.ts';
import type { FieldProblem } from '#callboard/core/forms/form.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { JsonObject } from './action.ts';
import { type PlannedStep, planRun } from './plan-run.ts';
import type { Values } from '#callboard/core/answers/answer.ts';
import { questionsAt } from './forms/form-at.ts';
import { fieldsOf } from './forms/question.ts';
import { textsIn } from './render-json.ts';
import { type Scaffolder, userOf } from './scaffolder.ts';
import type { Template } from './template.ts';
import { inputScope, templateScope } from './template-scope.ts';

/** A platform waits 3 s for the acknowledgement of a form; keeping its row may take another one of them. */
const timeoutMs = 1000;

/**
 * Asks the steps of a run that checked values would lead to whether they could be done, and tells what could not at the
 * fields that it comes from. What is not known within a second, or can't be told, is left to the run, which asks again.
 */
export async function findObstacles(
  scaffolder: Scaffolder,
  template: Template,
  values: JsonObject,
  invocation: Invocation,
): Promise<readonly FieldProblem[]> {
  const { logger } = scaffolder.context;
  const signal = AbortSignal.timeout(timeoutMs);
  const late = once(signal, 'abort').then((): never => {
    throw new Refusal('That took too long.', { code: 'late' });
  });
  try {
    return await Promise.race([lookAheadOfRun(scaffolder, template, values, invocation, signal), late]);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    logger.info({ template: template.ref, reason: error.message }, 'a form is taken without having looked ahead');
    return [];
  }
}

async function lookAheadOfRun(
  scaffolder: Scaffolder,
  template: Template,
  values: JsonObject,
  invocation: Invocation,
  signal: AbortSignal,
): Promise<readonly FieldProblem[]> {
  const { id: runId, asker } = invocation;
  const { actions, environment, context } = scaffolder;
  const userRef = await context.identity.userOf(asker);
  const user = userRef === undefined ? undefined : userOf(scaffolder, userRef);
  const scope = templateScope(template, { values, runId, user, environment, outputs: new Map() });
  const problems: FieldProblem[] = [];
  for (const planned of planRun({ template, actions, scope, inputScope: inputScope(scope, {}, environment) })) {
    if (planned.input === undefined || !planned.isTaken) continue;
    const obstacle = await planned.action.lookAhead?.({ runId, input: planned.input, signal });
    const field = obstacle && fieldBehind(scaffolder, template, invocation.values, planned, obstacle.input);
    if (obstacle && field !== undefined) problems.push({ field, message: obstacle.refusal.message });
  }
  return problems;
}

/** The form field that a part of a step's input comes from: of several, the last that is asked for. */
function fieldBehind(
  scaffolder: Scaffolder,
  template: Template,
  given: Values,
  { step }: PlannedStep,
  input: string,
): string | undefined {
  const questions = questionsAt(template, given, scaffolder).flat();
  const fields = textsIn(step.input[input] ?? null, [...step.path, 'input', input])
    .flatMap(({ text, path }) => template.engine.variablesOf(text, () => template.locate(path)))
    .flatMap(({ segments: [root, property] }) =>
      root === 'parameters' ? questions.filter((one) => one.property === property) : [],
    )
    .flatMap(fieldsOf);
  return fields.at(-1)?.name;
}
