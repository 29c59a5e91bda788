import { execFile } from 'node:child_process';
import { mkdir, readdir, watch, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanUp, runProcess, type ServingProcess, startServing, temporaryFolder } from '../fixtures/start-process.ts';
import { letGo, type Waits, writeCompany } from './company.ts';
import { createSlowThing, openSlowForm } from './create-slow-thing.ts';
import { openPage, type PageMessage, type Person } from './open-page.ts';

const run = promisify(execFile);

/** Each run by the name of what it makes, and where the kill finds it. */
const runs: Readonly<Record<string, Waits>> = {
  anchor: 'at the start',
  buoy: 'before it publishes',
  cable: 'before it registers',
  dock: 'at the end',
};

/** What a killed process was at is taken up at once; of its messages the leases end by themselves, after 15 seconds. */
const patienceMs = 30_000;

const isOutcome = ({ shown }: PageMessage): boolean => shown.startsWith('Created from Slow thing');
const isPage = ({ shown }: PageMessage): boolean => shown.startsWith('Page about Till');

/** A git that says when it is about to push, and waits until it may. @returns the folder to look for it in */
async function writeWaitingGit(folder: string): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const script = `#!/bin/sh
export PATH='${process.env['PATH'] ?? ''}'
case " $* " in *" push "*) touch '${folder}/pushing'; while ! test -e '${folder}/push'; do sleep 0.05; done ;; esac
exec git "$@"
`;
  await writeFile(join(bin, 'git'), script, { mode: 0o755 });
  return bin;
}

async function untilWritten(folder: string, name: string): Promise<void> {
  for await (const { filename } of watch(folder)) if (filename === name) return;
}

describe('a process that is killed in the middle of a push, whose git goes on', () => {
  test('leaves a run that goes on at once after the restart, to one repository', { timeout: 90_000 }, async () => {
    const folder = await temporaryFolder();
    await writeCompany(folder);
    const bin = await writeWaitingGit(folder);
    const doomed = await startServing({ folder, environment: { PATH: `${bin}:${process.env['PATH'] ?? ''}` } });
    const before = await openPage(doomed.url, 'mira');
    const pushing = untilWritten(folder, 'pushing');
    await createSlowThing(before, 'fjord', 'never');
    await pushing;
    await doomed.end('SIGKILL');

    const bot = await startServing({ folder });
    const mira = await openPage(bot.url, 'mira', patienceMs);
    // The git of the killed process pushes while the run goes on.
    await writeFile(join(folder, 'push'), '');
    await mira.message(isOutcome);
    const host = join(folder, 'data', 'local-git', 'callboard');
    expect(await readdir(host)).toEqual(['fjord.git']);
    const { stdout } = await run('git', ['-C', join(host, 'fjord.git'), 'rev-list', '--count', '--all']);
    expect(stdout.trim()).toBe('1');
    const asked = await runProcess(['ask', 'who owns fjord'], { folder });
    expect(asked.stdout).toContain('fjord (Component) is owned by Desk');
    const shown = await runProcess(['runs', 'list', '--json'], { folder });
    expect(JSON.parse(shown.stdout)).toMatchObject([{ status: 'done' }]);
    await bot.end('SIGTERM');
    expect(await readdir(join(folder, 'data', 'scaffolder', 'workspaces'))).toEqual([]);
  });
});

describe('a process that is killed in the middle of everything, and started again', () => {
  let folder: string;
  let bot: ServingProcess;
  let mira: Person;
  let noor: Person;
  let noorBefore: Person;

  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeCompany(folder);
    const doomed = await startServing({ folder });
    const miraBefore = await openPage(doomed.url, 'mira');
    noorBefore = await openPage(doomed.url, 'noor');
    for (const [name, waits] of Object.entries(runs)) {
      await createSlowThing(miraBefore, name, waits);
      await miraBefore.message(({ shown }) => shown.includes(`◔ Wait ${waits}`));
    }
    const form = await openSlowForm(noorBefore);
    // These two are acknowledged, and nothing more is waited for.
    await Promise.all([form('ember', 'never'), miraBefore.say(miraBefore.channel('desk'), '/page till it is stuck')]);
    await doomed.end('SIGKILL');

    await letGo(folder);
    bot = await startServing({ folder });
    mira = await openPage(bot.url, 'mira', patienceMs);
    noor = await openPage(bot.url, 'noor', patienceMs);
  });

  afterAll(cleanUp);

  test('goes on with every run by itself, each told once', { timeout: patienceMs }, async () => {
    let from = 0;
    for (const _ of [...Object.keys(runs), 'ember']) {
      await mira.message(isOutcome, from);
      from =
        1 +
        mira.happened().findIndex((each, index) => index >= from && each.kind === 'message' && isOutcome(each.message));
    }
    const outcomes = mira
      .happened()
      .flatMap((each) => (each.kind === 'message' && isOutcome(each.message) ? [each.message.ts] : []));
    expect(new Set(outcomes).size).toBe(5);
    const { stdout } = await runProcess(['ask', 'show', 'runs'], { folder });
    expect(stdout.match(/Slow thing · .+/g)).toEqual(Array.from({ length: 5 }, () => 'Slow thing · done'));
  });

  test('has made one repository of one commit for each', async () => {
    const owner = join(folder, 'data', 'local-git', 'callboard');
    const names = [...Object.keys(runs), 'ember'];
    expect((await readdir(owner)).toSorted()).toEqual(names.map((name) => `${name}.git`).toSorted());
    for (const name of names) {
      const { stdout } = await run('git', ['-C', join(owner, `${name}.git`), 'rev-list', '--count', '--all']);
      expect(stdout.trim()).toBe('1');
    }
  });

  test('has registered each', async () => {
    for (const name of [...Object.keys(runs), 'ember']) {
      const from = mira.happened().length;
      await mira.say(mira.channel('desk'), `/who-owns ${name}`);
      const answer = await mira.message(({ isEphemeral }) => isEphemeral, from);
      expect(answer.shown).toContain(`${name} (Component) is owned by Desk`);
    }
  });

  test(
    'has called whoever is on call, once it was acknowledged that they would be',
    { timeout: patienceMs },
    async () => {
      const isHeardBefore = noorBefore.happened().some((each) => each.kind === 'message' && isPage(each.message));
      if (!isHeardBefore) await noor.message(isPage);
      const heard = [...noorBefore.happened(), ...noor.happened()];
      const pages = heard.filter((each) => each.kind === 'message' && each.isNew && isPage(each.message));
      // A second time where the kill came between the message and its row.
      expect([1, 2]).toContain(pages.length);
    },
  );
});
