import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanUp, type ServingProcess, startServing, temporaryFolder } from '../fixtures/start-process.ts';
import { letGo, writeCompany } from './company.ts';
import { createSlowThing } from './create-slow-thing.ts';
import { openPage, type Person } from './open-page.ts';

const run = promisify(execFile);

describe('a bot with a configuration, a template and a plugin of its own', () => {
  let folder: string;
  let bot: ServingProcess;
  let mira: Person;

  const start = async (): Promise<void> => {
    bot = await startServing({ folder });
    mira = await openPage(bot.url, 'mira');
  };

  /** Ends it as a supervisor does. @returns how, and after how long */
  const stop = async () => {
    const began = performance.now();
    return { ...(await bot.end('SIGTERM')), tookMs: performance.now() - began };
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeCompany(folder);
    await start();
  });

  afterAll(cleanUp);

  test('the plugin, from a folder of its own, adds a command that answers in a channel', async () => {
    await mira.say(mira.channel('desk'), '/roll-call');
    const answer = await mira.message(({ isBot }) => isBot);
    expect(answer.shown).toMatch(/^All are here/);
  });

  test("a stranger's repository is not taken over, and stays as it is", async () => {
    const repository = join(folder, 'data', 'local-git', 'callboard', 'taken.git');
    await mkdir(repository, { recursive: true });
    await run('git', ['init', '--quiet', '--bare', repository]);
    await writeFile(join(repository, 'description'), 'Of somebody else');
    const before = await contentOf(repository);

    expect(await createSlowThing(mira, 'gull', 'never', 'taken')).toEqual({
      outcome: 'kept',
      errors: { 'field:repoUrl.repo': 'There is a repository callboard/taken on local already.' },
    });
    expect(await contentOf(repository)).toEqual(before);
  });

  test('nor is one that a stranger makes while the run is under way', async () => {
    const from = mira.happened().length;
    await createSlowThing(mira, 'gull', 'before it publishes', 'meanwhile');
    await mira.message(({ shown }) => shown.includes('◔ Wait before it publishes'), from);
    const repository = join(folder, 'data', 'local-git', 'callboard', 'meanwhile.git');
    await run('git', ['init', '--quiet', '--bare', repository]);
    const before = await contentOf(repository);
    await letGo(folder);
    const told = await mira.message(({ shown }) => shown.startsWith('Could not create from Slow thing'), from);
    expect(told.shown).toContain('There is a repository callboard/meanwhile already. Choose another name.');
    expect(told.shown).toContain('○ Register it');
    expect(await contentOf(repository)).toEqual(before);
    await rm(join(folder, 'go'));
  });

  test('SIGTERM in the middle of a run ends it with 0, and the next start finishes the run', async () => {
    await createSlowThing(mira, 'heron', 'before it registers');
    await mira.message(({ shown }) => shown.includes('◔ Wait before it registers'));
    const { code, tookMs } = await stop();
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(10_000);

    await letGo(folder);
    await start();
    await mira.message(({ shown }) => shown.startsWith('Created from Slow thing'));
    const from = mira.happened().length;
    await mira.say(mira.channel('desk'), '/who-owns heron');
    const answer = await mira.message(({ isEphemeral }) => isEphemeral, from);
    expect(answer.shown).toContain('heron (Component) is owned by Desk');
    expect(await readdir(join(folder, 'data', 'local-git', 'callboard'))).toEqual([
      'heron.git',
      'meanwhile.git',
      'taken.git',
    ]);
  });

  test('SIGTERM ends it within 10 s though a step does not heed it', async () => {
    await rm(join(folder, 'go'));
    const from = mira.happened().length;
    await createSlowThing(mira, 'ibis', 'stubbornly');
    await mira.message(({ shown }) => shown.includes('◔ Wait stubbornly'), from);
    const { code, tookMs } = await stop();
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(10_000);
  });
});

/** Every file below a folder with what is in it. */
async function contentOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)),
  );
}
