import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { PluginContext } from '#callboard/core/plugins/plugin.ts';
import type { Action } from './action.ts';
import { hasEnded, type Run, type RunStep } from './run.ts';
import type { RunStore } from './run-store.ts';

type DataFolder = Pick<PluginContext, 'dataFolder'>;

const workspacesFolder = ({ dataFolder }: DataFolder): string => path.join(dataFolder, 'workspaces');

/** The folder of a run's own, absolute. */
export const workspaceOf = (context: DataFolder, runId: string): string => path.join(workspacesFolder(context), runId);

/** Removes the folders of runs that have ended, on whichever machine, or are not kept any more. */
export async function removeOldWorkspaces(context: DataFolder, runs: Pick<RunStore, 'statusOf'>): Promise<void> {
  const folder = workspacesFolder(context);
  await mkdir(folder, { recursive: true });
  for (const runId of await readdir(folder)) {
    const status = await runs.statusOf(runId);
    if (status === undefined || hasEnded({ status })) {
      await rm(path.join(folder, runId), { recursive: true, force: true });
    }
  }
}

/**
 * Makes the run's folder ready. Where it is gone (the run goes on on another machine), or a step was writing into it
 * when the process died, it starts empty and the steps that fill it are to be taken again.
 * @returns the run with those steps waiting
 */
export async function openWorkspace(
  run: Run,
  { workspace, actions }: { readonly workspace: string; readonly actions: ReadonlyMap<string, Action> },
): Promise<Run> {
  const fills = ({ action }: RunStep) => actions.get(action)?.effect === 'workspace';
  const isWhole = (await isFolder(workspace)) && !run.steps.some((step) => fills(step) && step.status === 'running');
  if (!isWhole) await rm(workspace, { recursive: true, force: true });
  await mkdir(workspace, { recursive: true });
  if (isWhole) return run;
  const steps = run.steps.map((step): RunStep => (fills(step) ? { ...step, status: 'waiting', output: {} } : step));
  return { ...run, steps };
}

async function isFolder(folder: string): Promise<boolean> {
  const stats = await stat(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return stats?.isDirectory() ?? false;
}
