import path from 'node:path';
import { replyKey } from '#callboard/core/messages/reply-key.ts';
import type { PluginContext } from '#callboard/core/plugins/plugin.ts';
import { toJson } from '#callboard/core/storage/json.ts';
import type { CatalogExtensionPoint } from '#callboard/catalog/extension-point.ts';
import type { Action } from './action.ts';
import type { TemplateAtHand } from './find-template.ts';
import type { GitHost } from './git-host.ts';
import { makeRun, type RunRequest } from './make-run.ts';
import { performRun } from './perform-run.ts';
import { planRun } from './plan-run.ts';
import type { Run } from './run.ts';
import type { RunStore } from './run-store.ts';
import { runProgress } from './run-progress.ts';
import { scopeOf } from './take-step.ts';
import { inputScope, type TemplateEnvironment, type TemplateUser } from './template-scope.ts';

/** What the scaffolder's commands, work and service share. */
export interface Scaffolder {
  readonly context: PluginContext;
  readonly catalog: CatalogExtensionPoint;
  readonly runs: RunStore;
  readonly environment: TemplateEnvironment;
  readonly newId: () => string;
  readonly actions: ReadonlyMap<string, Action>;
  readonly hosts: readonly GitHost[];
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
  planRun({ template, actions, scope, inputScope: inputScope(scope, {}, environment) });
  return run;
}

/** Says where a run stands, in the message that answers who asked for it; a command line is gone by then. */
export async function sayProgress({ context }: Pick<Scaffolder, 'context'>, run: Run): Promise<void> {
  if (run.address.surface === 'terminal') return;
  await context.messages.say({ key: replyKey(run.id), to: run.address, answer: runProgress(run) });
}

/**
 * Performs a run that is kept, in its own folder, from where it stands.
 * @param say tells where it stands, after each change
 */
export function performKeptRun(
  scaffolder: Scaffolder,
  run: Run,
  say: (run: Run) => Promise<void>,
  signal: AbortSignal,
): Promise<Run> {
  const { context, runs } = scaffolder;
  const workspace = path.join(context.dataFolder, 'workspaces', run.id);
  return performRun(run, { ...performing(scaffolder), runs, workspace, isDry: false, say }, signal);
}

/** Performs a run in a folder that stays, without what has an effect outside and without a row. */
export function performDryRun(scaffolder: Scaffolder, run: Run, folder: string, signal: AbortSignal): Promise<Run> {
  const nothing = async (): Promise<void> => {};
  const runs = { putStep: nothing, putStatus: nothing };
  return performRun(run, { ...performing(scaffolder), runs, workspace: folder, isDry: true, say: nothing }, signal);
}

function performing(scaffolder: Scaffolder) {
  const { actions, environment, newId, context } = scaffolder;
  const findUser = (ref: string) => userOf(scaffolder, ref);
  return { actions, environment, secrets: {}, newId, findUser, now: context.now, logger: context.logger };
}

/** A catalog user as templates see them; without an entity where the catalog does not have them. */
export function userOf({ catalog }: Scaffolder, ref: string): TemplateUser {
  const entity = catalog.directory.get(ref)?.entity;
  return { ref, entity: entity ? toJson(entity) : null };
}
