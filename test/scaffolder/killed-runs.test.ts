import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asText } from '#callboard/scaffolder/json-object.ts';
import { killedCompany, type Scenario } from './killed-company.ts';
import { startScaffolder } from './start-scaffolder.ts';

const git = promisify(execFile);
const patienceMs = 30_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'callboard-killed-'));
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

/**
 * Has a process stop before or after each write of a run, every run at another one, and kills it there.
 * @returns how many runs there are to be
 */
async function killAtEachWrite(scenario: Scenario, side: 'before' | 'after'): Promise<number> {
  const program = fileURLToPath(import.meta.resolve('./doomed-scaffolder.ts'));
  const doomed = spawn(process.execPath, [program, folder, scenario, side], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(doomed, 'exit');
  const [printed] = await Promise.race([once(doomed.stdout, 'data'), exited]);
  doomed.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
  return Number(printed);
}

/** Starts it again, and waits until so many runs have ended. */
async function goOn(count: number, end: 'done' | 'undone') {
  const started = await startScaffolder({ ...killedCompany, folder });
  const statuses = async () => (await started.store.runs.latest(50)).map(({ status }) => status);
  await expect.poll(statuses, { timeout: patienceMs }).toEqual(Array.from({ length: count }, () => end));
  const names = (await started.store.runs.latest(50)).map(({ values }) => asText(values['name'] ?? '')).toSorted();
  return { ...started, names };
}

const host = () => path.join(folder, 'data', 'local-git', 'callboard');

describe('a process that is killed while runs are made', () => {
  test.each(['before', 'after'] as const)(
    '%s each write of a run, goes on after the restart to one repository and one registration each',
    { timeout: 2 * patienceMs },
    async (side) => {
      const count = await killAtEachWrite('create', side);
      expect(count).toBeGreaterThan(10);
      const { names, catalog, store, stop } = await goOn(count, 'done');
      expect((await readdir(host())).toSorted()).toEqual(names.map((name) => `${name}.git`));
      const sources = (await store.catalog.sources()).map(({ target }) => JSON.stringify(target));
      for (const name of names) {
        const { stdout } = await git('git', ['-C', path.join(host(), `${name}.git`), 'rev-list', '--count', '--all']);
        expect(stdout.trim()).toBe('1');
        expect(sources.filter((source) => source.includes(`/${name}.git"`))).toHaveLength(1);
        expect(catalog.directory.get(`component:default/${name}`)).toBeDefined();
      }
      await stop();
    },
  );
});

describe('a process that is killed while runs are undone', () => {
  test.each(['before', 'after'] as const)(
    '%s each write of a run, goes on after the restart to no repository and no registration',
    { timeout: 2 * patienceMs },
    async (side) => {
      const count = await killAtEachWrite('undo', side);
      expect(count).toBeGreaterThan(4);
      const { names, catalog, store, stop } = await goOn(count, 'undone');
      expect(await readdir(host())).toEqual([]);
      expect(JSON.stringify(await store.catalog.sources())).not.toContain('.git');
      for (const name of names) expect(catalog.directory.get(`component:default/${name}`)).toBeUndefined();
      await stop();
    },
  );
});

describe('a process that is killed while runs are approved', () => {
  test.each(['before', 'after'] as const)(
    '%s each write of it, goes on after the restart to runs that were approved once and are done',
    { timeout: 2 * patienceMs },
    async (side) => {
      const count = await killAtEachWrite('approve', side);
      expect(count).toBeGreaterThan(2);
      const { names, store, shown, stop } = await goOn(count, 'done');
      expect((await readdir(host())).toSorted()).toEqual(names.map((name) => `${name}.git`).toSorted());
      for (const { id, message } of await store.runs.latest(count)) {
        expect(message).toBe('Approved by grace.');
        expect(await store.runs.decisions(id)).toMatchObject([{ userRef: 'user:default/grace', isApproved: true }]);
      }
      expect(JSON.stringify([...shown.values()])).not.toContain('"refusal"');
      await stop();
    },
  );
});
