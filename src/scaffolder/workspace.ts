import { mkdir, rm, stat } from 'node:fs/promises';
import type { Action } from './action.ts';
import type { Run, RunStep } from './run.ts';

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

async function isFolder(path: string): Promise<boolean> {
  const stats = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return stats?.isDirectory() ?? false;
}
