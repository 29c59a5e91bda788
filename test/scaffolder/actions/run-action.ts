import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Action, JsonObject } from '#callboard/scaffolder/action.ts';
import { createLiquidEngine } from '#callboard/scaffolder/liquid-engine.ts';
import { writeFiles } from '../start-scaffolder.ts';

/** A run's folder of its own, with these files, in which actions are called. */
export async function startWorkspace(files: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'callboard-action-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const workspace = path.join(folder, 'workspace');
  await mkdir(workspace);
  await writeFiles(workspace, files);
  const logged: string[] = [];
  const log = (_fields: object, message: string) => void logged.push(message);
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  const stopping = new AbortController();
  const run = (action: Action, input: JsonObject) =>
    action.run({
      runId: 'run1',
      stepId: 'step',
      templateRef: 'template:default/demo',
      engine: createLiquidEngine(),
      input,
      workspace,
      templateFolder: folder,
      userRef: undefined,
      logger,
      signal: stopping.signal,
    });
  const text = (name: string) => readFile(path.join(workspace, name), 'utf8');
  return { folder, workspace, logged, run, text, stop: () => stopping.abort() };
}
