import { rm } from 'node:fs/promises';
import { replyKey } from '#callboard/core/messages/reply-key.ts';
import type { PluginContext } from '#callboard/core/plugins/plugin.ts';
import { toJson } from '#callboard/core/storage/json.ts';
import type { CatalogExtensionPoint } from '#callboard/catalog/extension-point.ts';
import type { Action, JsonObject } from './action.ts';
import type { TemplateAtHand } from './find-template.ts';
import type { GitHost } from './git-host.ts';
import { makeRun, type RunRequest } from './make-run.ts';
import { performRun } from './perform-run.ts';
import { nameStep } from './name-step.ts';
import { createMask, type Mask } from './mask-secrets.ts';
import { planRun } from './plan-run.ts';
import { hasEnded, type Run, type RunLine } from './run.ts';
import type { RunLimits } from './run-limits.ts';
import { createRunLog, keptLines, type RunLog } from './run-log.ts';
import type { CustomField } from './forms/custom-field.ts';
import { preselectGroup } from './forms/preselect-group.ts';
import { renderDefaults } from './forms/render-defaults.ts';
import type { Template } from './template.ts';
import type { TemplateLanguages } from './template-languages.ts';
import { runProgress } from './run-progress.ts';
import type { RunStore } from './run-store.ts';
import { scopeOf } from './take-step.ts';
import { inputScope, type TemplateEnvironment, type TemplateUser } from './template-scope.ts';
import { watchRun } from './watch-run.ts';
import { workspaceOf } from './workspace.ts';

/** What the scaffolder's commands, work and service share. */
export interface Scaffolder {
  readonly context: PluginContext;
  readonly catalog: CatalogExtensionPoint;
  readonly runs: RunStore;
  readonly environment: TemplateEnvironment;
  readonly newId: () => string;
  readonly actions: ReadonlyMap<string, Action>;
  /** The plugin that provides an action, by the action's id. */
  readonly providers: ReadonlyMap<string, string>;
  readonly hosts: readonly GitHost[];
  readonly languages: TemplateLanguages;
  readonly limits: RunLimits;
  /** Fields of forms that plugins add, by their `ui:field`. */
  readonly customFields: ReadonlyMap<string, CustomField>;
}

/**
 * A run of a template that nothing known by now speaks against; not kept yet.
 * @throws Refusal naming what does
 */
export function planNewRun(scaffolder: Scaffolder, atHand: TemplateAtHand, request: RunRequest): Run {
  const run = makeRun(atHand, request);
  const { actions, environment } = scaffolder;
  const { template } = atHand;
  const scope = scopeOf(template, run, { findUser: (ref) => userOf(scaffolder, ref), environment });
  const planned = planRun({ template, actions, scope, inputScope: inputScope(scope, run.secrets, environment) });
  const names = new Map(planned.map(({ step }) => [step.id, nameStep(template, step, scope)]));
  return { ...run, steps: run.steps.map((step) => ({ ...step, name: names.get(step.id) ?? step.name })) };
}

/**
 * Says where a run stands, in the message that answers who asked for it; a command line is gone by then.
 * @param lines the latest of its log
 */
export async function sayProgress(
  { context }: Pick<Scaffolder, 'context'>,
  run: Run,
  lines: readonly RunLine[] = [],
): Promise<void> {
  if (run.address.surface === 'terminal') return;
  await context.messages.say({ key: replyKey(run.id), to: run.address, answer: runProgress(run, lines) });
}

/** Log lines that a run's message shows while it runs. */
const shownLines = 3;

/**
 * Performs a run that is kept, in its own folder, from where it stands, until it ends, is cancelled or takes too long.
 * @param say tells where it stands, after each change
 * @throws Refusal where its secrets can't be opened here
 */
export async function performKeptRun(
  scaffolder: Scaffolder,
  run: Run,
  say: (run: Run, lines: readonly RunLine[]) => Promise<void>,
  signal: AbortSignal,
): Promise<Run> {
  const { context, runs, limits } = scaffolder;
  const { now, logger } = context;
  const secrets = openSecrets(run, context);
  const mask = createMask({ ...secrets, environment: scaffolder.environment.secrets });
  let current = run;
  const sayNow = () => say(current, log.latest(shownLines));
  const log = createRunLog(
    { runId: run.id, keep: (lines) => runs.addLines(run.id, lines, keptLines), mask, now, logger },
    () => void sayNow().catch((error: unknown) => logger.warn({ error, run: run.id }, 'its log could not be shown')),
  );
  const watch = watchRun(run, { runs, limits, now, logger });
  const performing = {
    ...performingAnywhere(scaffolder, secrets, mask, log),
    runs,
    workspace: workspaceOf(context, run.id),
    isDry: false,
    tellInput: () => {},
    say: async (stated: Run) => {
      // At its end as it is kept: whoever has cancelled it meanwhile is named there.
      current = (hasEnded(stated) ? await runs.get(run.id) : undefined) ?? stated;
      await sayNow();
    },
  };
  try {
    return await performRun(run, performing, AbortSignal.any([signal, watch.signal]));
  } catch (error) {
    // Where the database has no room, that may be for what the run has written: it is written again when it goes on.
    await rm(performing.workspace, { recursive: true, force: true });
    throw error;
  } finally {
    watch.stop();
    await log.flush();
  }
}

/** What a dry run came to. */
export interface DryRun {
  readonly run: Run;
  /** What each step got, or would get, once for each time; by the step's id. */
  readonly inputs: ReadonlyMap<string, readonly JsonObject[]>;
}

/**
 * Performs a run in a folder that stays, without what has an effect outside and without a row. It sees no secret.
 * @param standIn what it sees for each
 */
export async function performDryRun(
  scaffolder: Scaffolder,
  run: Run,
  folder: string,
  signal: AbortSignal,
  standIn = '***',
): Promise<DryRun> {
  const nothing = async (): Promise<void> => {};
  const { now, logger } = scaffolder.context;
  const mask = createMask({});
  const log = createRunLog({ runId: run.id, keep: nothing, mask, now, logger }, () => {});
  const inputs = new Map<string, readonly JsonObject[]>();
  const { parameters, secrets } = scaffolder.environment;
  const masked = (each: JsonObject): JsonObject => Object.fromEntries(Object.keys(each).map((name) => [name, standIn]));
  const performed = await performRun(
    run,
    {
      ...performingAnywhere(scaffolder, masked(run.secrets), mask, log),
      environment: { parameters, secrets: masked(secrets) },
      runs: { putStep: nothing, move: async () => true },
      workspace: folder,
      isDry: true,
      say: nothing,
      tellInput: (stepId, input) => void inputs.set(stepId, [...(inputs.get(stepId) ?? []), input]),
    },
    signal,
  );
  return { run: performed, inputs };
}

function performingAnywhere(scaffolder: Scaffolder, secrets: JsonObject, mask: Mask, log: RunLog) {
  const { actions, environment, newId, context, limits, languages } = scaffolder;
  const { now, logger } = context;
  const findUser = (ref: string) => userOf(scaffolder, ref);
  return { actions, environment, secrets, newId, languages, findUser, limits, mask, log, now, logger };
}

const openSecrets = ({ secrets }: Run, context: Pick<PluginContext, 'secrets'>): JsonObject =>
  Object.fromEntries(
    Object.entries(secrets).flatMap(([name, sealed]) => (sealed === '' ? [] : [[name, context.secrets.open(sealed)]])),
  );

/** The template as somebody is asked for it: with defaults that know them, and their group where they have but one. */
export function templateFor(scaffolder: Scaffolder, template: Template, userRef: string | undefined): Template {
  const environment = { parameters: scaffolder.environment.parameters };
  if (userRef === undefined) return renderDefaults(template, { environment });
  const rendered = renderDefaults(template, { user: { ...userOf(scaffolder, userRef) }, environment });
  return preselectGroup(rendered, scaffolder.catalog.directory, userRef);
}

/** A catalog user as templates see them; without an entity where the catalog does not have them. */
export function userOf({ catalog }: Scaffolder, ref: string): TemplateUser {
  const entity = catalog.directory.get(ref)?.entity;
  return { ref, entity: entity ? toJson(entity) : null };
}
