import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '#callboard/core/commands/command.ts';
import { manifestOf } from '../../src/command-line/manifest.ts';
import { commandTable } from './command-table.ts';

const manifests = join(import.meta.dirname, '..', '..', 'manifests');

const readManifest = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(join(manifests, path), 'utf8'));

describe('the committed manifests say what the command table says (else: npm run manifests)', () => {
  let commands: readonly Command[];
  beforeAll(async () => {
    commands = await commandTable();
  });

  it.each([
    ['slack', 'slack/manifest.json'],
    ['discord', 'discord/commands.json'],
  ] as const)('%s: manifests/%s', async (platform, path) => {
    const generated: unknown = JSON.parse(
      JSON.stringify(await manifestOf(platform, commands, undefined, undefined, [])),
    );
    expect(await readManifest(path)).toEqual(generated);
  });
});
