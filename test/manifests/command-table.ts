import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp } from '../../src/app.ts';
import type { Command } from '#callboard/core/commands/command.ts';

/** The command table of an instance without any configuration of its own. */
export async function commandTable(): Promise<readonly Command[]> {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-manifests-'));
  try {
    const app = await openApp({ configFile: undefined, folder, environment: {} });
    try {
      return app.commands();
    } finally {
      await app.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
