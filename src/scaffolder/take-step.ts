import type { Json } from '#callboard/core/storage/records.ts';
import { compileSchema, formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Action, ActionCall, JsonObject } from './action.ts';
import { hideLater } from './hide-later.ts';
import { type Mask, maskObject } from './mask-secrets.ts';
import { type PlannedStep, renderInput } from './plan-run.ts';
import { mapTextsOf, renderObject } from './render-json.ts';
import { iterationsOf, joinOutputs, scopeOfIteration } from './repeat-step.ts';
import type { Run, RunStep } from './run.ts';
import { isTaken } from './step-condition.ts';
import { createStepCalls } from './step-calls.ts';
import type { Template, TemplateStep } from './template.ts';
import { inputScope, type TemplateEnvironment, type TemplateUser, templateScope } from './template-scope.ts';

export interface StepContext {
  readonly actions: ReadonlyMap<string, Action>;
  readonly findUser: (userRef: string) => TemplateUser;
  readonly environment: TemplateEnvironment;
  /** What was given and must not be seen, by name. */
  readonly secrets: JsonObject;
  /** The run's own folder, absolute. */
  readonly workspace: string;
  /** A dry run leaves out what has an effect outside, and keeps the folder. */
  readonly isDry: boolean;
  /** Hides the run's secrets in what is kept and shown. */
  readonly mask: Mask;
  /** Is told what each call gets, without secrets; in a dry run also what is left out. */
  readonly tellInput: (stepId: string, input: JsonObject) => void;
  readonly logger: Logger;
}

/** What the template's expressions may read at this point of the run. */
export function scopeOf(
  template: Template,
  run: Run,
  { findUser, environment }: Pick<StepContext, 'findUser' | 'environment'>,
): JsonObject {
  const settled = run.steps.filter(({ status }) => status === 'done' || status === 'skipped');
  return templateScope(template, {
    values: run.values,
    runId: run.id,
    user: run.userRef === undefined ? undefined : findUser(run.userRef),
    environment,
    outputs: new Map(settled.map(({ id, output }) => [id, output])),
  });
}

/** Asks a step's action whether it could be done, as far as its input is known. @throws Refusal where it could not */
export async function lookAhead(
  run: Run,
  planned: PlannedStep,
  context: Pick<StepContext, 'isDry'>,
  signal: AbortSignal,
): Promise<void> {
  if (context.isDry || planned.input === undefined || !planned.isTaken) return;
  const obstacle = await planned.action.lookAhead?.({ runId: run.id, input: planned.input, signal });
  if (obstacle) throw obstacle.refusal;
}

/** Lets a step's action look at the run's folder before anything outside is made. @throws Refusal where it could not be done */
export async function inspect(
  { step, action, input, isTaken: taken }: PlannedStep,
  context: Pick<StepContext, 'isDry' | 'workspace'>,
): Promise<void> {
  if (context.isDry || taken === false) return;
  await action.inspect?.({ input: input ?? step.input, workspace: context.workspace });
}

/**
 * Takes one step, as often as its `each` says, or leaves it out where its condition or a dry run says so.
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
  const turns = turnsOf(run, template, step, context);
  const skipped = { status: 'skipped', output: emptyOutput(action) } as const;
  if (step.each === undefined && turns.length === 0) return skipped;
  if (context.isDry && action.effect === 'outside') {
    const input = withoutLeftOut(run, template, step, context);
    for (const turn of turns) context.tellInput(step.id, renderDryInput(template, { ...step, input }, turn, context));
    return skipped;
  }
  const calls = createStepCalls(
    run.steps.find(({ id }) => id === step.id)?.calls ?? [],
    action.effect === 'outside' ? keepCalls : async () => {},
    (input) => maskObject(input, context.mask),
  );
  const outputs: JsonObject[] = [];
  for (const { id, inputScope: scope } of turns) {
    const input = planned.input ?? renderInput(template, step, action, scope);
    context.tellInput(step.id, maskObject(input, context.mask));
    const call = () => callAction(run, template, action, id, input, context, signal);
    outputs.push(await (step.each === undefined ? calls.make(input, call) : calls.makeOnce(input, call)));
  }
  const [only = {}] = outputs;
  const output = step.each === undefined ? only : { ...emptyLists(action), ...joinOutputs(outputs) };
  return { status: 'done', output, ...(action.effect === 'outside' && { calls: calls.all() }) };
}

/** One time that a step is taken. */
interface Turn {
  /** The step's, with the key of the item where there are several. */
  readonly id: string;
  readonly inputScope: JsonObject;
}

/** The times that a step is taken, in order: those for which its condition holds. */
function turnsOf(run: Run, template: Template, step: TemplateStep, context: StepContext): readonly Turn[] {
  const scope = scopeOf(template, run, context);
  const secretScope = inputScope(scope, context.secrets, context.environment);
  const hasFailed = run.steps.some(({ status }) => status === 'failed');
  if (step.each === undefined) {
    return isTaken(template, step, scope, hasFailed) ? [{ id: step.id, inputScope: secretScope }] : [];
  }
  return iterationsOf(template, step, secretScope)
    .filter((iteration) => isTaken(template, step, scopeOfIteration(scope, iteration), hasFailed))
    .map((iteration) => ({
      id: `${step.id}.${iteration.key}`,
      inputScope: scopeOfIteration(secretScope, iteration),
    }));
}

/** A step's input, with "…" for what the steps give that a dry run leaves out: it is known only in the run. */
function withoutLeftOut(run: Run, template: Template, { id, input }: TemplateStep, context: StepContext): JsonObject {
  const earlier = template.steps.slice(
    0,
    template.steps.findIndex((step) => step.id === id),
  );
  const leftOut = earlier
    .filter(({ action }) => context.actions.get(action)?.effect === 'outside')
    .filter((step) => step.each !== undefined || turnsOf(run, template, step, context).length > 0)
    .map((step) => step.id);
  return mapTextsOf(input, (text) =>
    hideLater(template.engine, text, ({ segments: [root, name = ''] }) => root === 'steps' && leftOut.includes(name)),
  );
}

/** What a step that a dry run leaves out would get. */
function renderDryInput(template: Template, step: TemplateStep, turn: Turn, { mask }: StepContext): JsonObject {
  return maskObject(renderObject(template, step.input, turn.inputScope, [...step.path, 'input']), mask);
}

async function callAction(
  run: Run,
  template: Template,
  action: Action,
  stepId: string,
  input: JsonObject,
  { workspace, logger, mask }: StepContext,
  signal: AbortSignal,
): Promise<JsonObject> {
  signal.throwIfAborted();
  const { id: runId, templateRef, templateFolder, userRef } = run;
  const { engine } = template;
  const known = { runId, stepId, templateRef, templateFolder, engine, userRef, workspace, logger, signal };
  const output = maskObject(await action.run({ ...known, input }), mask);
  const [problem] = compileSchema(action.outputSchema)(output);
  if (problem) throw new Error(`the output "${formatPath(problem.path)}" of ${action.id} ${problem.message}`);
  return output;
}

/** Every declared output as null, so that what reads it renders to nothing. */
const emptyOutput = (action: Action): JsonObject => Object.fromEntries(outputNames(action).map((name) => [name, null]));

const emptyLists = (action: Action): JsonObject => Object.fromEntries(outputNames(action).map((name) => [name, []]));

function outputNames({ outputSchema }: Action): readonly string[] {
  const schema: unknown = outputSchema;
  const properties: Json = isJsonObject(schema) ? (schema['properties'] ?? null) : null;
  return isJsonObject(properties) ? Object.keys(properties) : [];
}
