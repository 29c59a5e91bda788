import { isDeepStrictEqual } from 'node:util';
import type { Json } from '#callboard/core/storage/records.ts';
import { compileSchema, formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Action, ActionCall, ActionContext, JsonObject } from './action.ts';
import { isTaken, type PlannedStep, renderInput } from './plan-run.ts';
import type { Run, RunStep } from './run.ts';
import type { Template } from './template.ts';
import type { TemplateEngine } from './template-engine.ts';
import { type TemplateUser, templateScope } from './template-scope.ts';

export interface StepContext {
  readonly actions: ReadonlyMap<string, Action>;
  readonly engine: TemplateEngine;
  readonly findUser: (userRef: string) => TemplateUser;
  /** The run's own folder, absolute. */
  readonly workspace: string;
  /** A dry run leaves out what has an effect outside, and keeps the folder. */
  readonly isDry: boolean;
  readonly logger: Logger;
}

/** What the template's expressions may read at this point of the run. */
export function scopeOf(template: Template, run: Run, { findUser }: Pick<StepContext, 'findUser'>): JsonObject {
  const settled = run.steps.filter(({ status }) => status === 'done' || status === 'skipped');
  return templateScope(
    template,
    run.values,
    run.id,
    run.userRef === undefined ? undefined : findUser(run.userRef),
    new Map(settled.map(({ id, output }) => [id, output])),
  );
}

/** Asks a step's action whether it could be done, as far as its input is known. @throws Refusal where it could not */
export async function lookAhead(
  run: Run,
  planned: PlannedStep,
  context: StepContext,
  signal: AbortSignal,
): Promise<void> {
  if (context.isDry || planned.input === undefined || !planned.isTaken) return;
  const obstacle = await planned.action.lookAhead?.({ runId: run.id, input: planned.input, signal });
  if (obstacle) throw obstacle.refusal;
}

/** Lets a step's action look at the run's folder before anything outside is made. @throws Refusal where it could not be done */
export async function inspect(
  { step, action, input, isTaken: taken }: PlannedStep,
  context: StepContext,
): Promise<void> {
  if (context.isDry || taken === false) return;
  await action.inspect?.({ input: input ?? step.input, workspace: context.workspace });
}

/**
 * Takes one step, or leaves it out where its condition or a dry run says so.
 * @param keepCalls keeps the step's calls: before its action makes something outside
 * @throws Refusal from the action; Error where its output is not what it declares
 */
export async function takeStep(
  run: Run,
  template: Template,
  planned: PlannedStep,
  keepCalls: (calls: readonly ActionCall[]) => Promise<void>,
  context: StepContext,
  signal: AbortSignal,
): Promise<Partial<RunStep>> {
  const { step, action } = planned;
  const scope = scopeOf(template, run, context);
  const isLeftOut = context.isDry && action.effect === 'outside';
  if (isLeftOut || !isTaken(template, step, context.engine, scope)) {
    return { status: 'skipped', output: emptyOutput(action) };
  }
  const input = planned.input ?? renderInput(template, step, action, context.engine, scope);
  const before = callsBefore(run.steps.find(({ id }) => id === step.id)?.calls ?? [], input);
  const isKept = action.effect === 'outside';
  if (isKept) await keepCalls([...before, { input }]);
  const output = await action.run(actionContext(run, planned, input, context, signal));
  const [problem] = compileSchema(action.outputSchema)(output);
  if (problem) throw new Error(`the output "${formatPath(problem.path)}" of ${action.id} ${problem.message}`);
  return { status: 'done', output, ...(isKept && { calls: [...before, { input, output }] }) };
}

/** Without the call that did not come to its end and is made again now. */
function callsBefore(calls: readonly ActionCall[], input: JsonObject): readonly ActionCall[] {
  return calls.filter((call) => call.output !== undefined || !isDeepStrictEqual(call.input, input));
}

/** Every declared output as null, so that what reads it renders to nothing. */
function emptyOutput({ outputSchema }: Action): JsonObject {
  const schema: unknown = outputSchema;
  const properties: Json = isJsonObject(schema) ? (schema['properties'] ?? null) : null;
  return isJsonObject(properties) ? Object.fromEntries(Object.keys(properties).map((name) => [name, null])) : {};
}

function actionContext(
  run: Run,
  { step }: PlannedStep,
  input: JsonObject,
  { workspace, logger }: StepContext,
  signal: AbortSignal,
): ActionContext {
  const { id, templateFolder, userRef } = run;
  return { runId: id, stepId: step.id, input, workspace, templateFolder, userRef, logger, signal };
}
