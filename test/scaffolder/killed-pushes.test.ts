import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGitHubDouble, type GitHubDouble, organisation } from '../fixtures/github.ts';
import { startAtGitHub } from './start-at-github.ts';

const run = promisify(execFile);
const patienceMs = 30_000;

let folder: string;
let double: GitHubDouble;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'callboard-killed-pushes-'));
  double = await createGitHubDouble();
});
afterEach(async () => {
  await double.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

const bare = () => path.join(double.folder, organisation, 'orders.git');
const commits = async () => (await run('git', ['-C', bare(), 'rev-list', '--count', '--all'])).stdout.trim();

/** Has GitHub stop in the middle of the first push, when it has read it or taken it, until it is let go. */
function holdFirstPush(when: 'pre-receive' | 'post-receive'): void {
  const hook = `#!/bin/sh
rm "$0"
touch '${folder}/held'
until test -e '${folder}/let-go' || ! test -d '${folder}'; do sleep 0.05; done
exit "$(cat '${folder}/let-go')"
`;
  let isPlaced = false;
  double.onGit(() => {
    if (isPlaced) return;
    isPlaced = true;
    mkdirSync(path.join(bare(), 'hooks'), { recursive: true });
    writeFileSync(path.join(bare(), 'hooks', when), hook, { mode: 0o755 });
  });
}

const letGo = (code: 0 | 1) => writeFile(path.join(folder, 'let-go'), String(code));

async function untilHeld(): Promise<void> {
  for await (const { filename } of watch(folder)) if (filename === 'held') return;
}

/** Kills a process whose push GitHub is at. */
async function killInPush(when: 'pre-receive' | 'post-receive'): Promise<void> {
  holdFirstPush(when);
  const held = untilHeld();
  const program = fileURLToPath(import.meta.resolve('./doomed-pusher.ts'));
  const doomed = spawn(process.execPath, [program, folder, double.url], { stdio: 'inherit' });
  await held;
  doomed.kill('SIGKILL');
  await once(doomed, 'exit');
}

/** Starts it again, and waits until the run has ended. */
async function goOn() {
  const started = await startAtGitHub(double.url, { folder });
  const status = async () => (await started.store.runs.latest(9)).map((each) => each.status);
  await expect.poll(status, { timeout: patienceMs }).toEqual(['done']);
  expect(await readdir(path.join(double.folder, organisation))).toEqual(['orders.git']);
  expect(await commits()).toBe('1');
  expect(await double.read(`${organisation}/orders`)).toMatchObject({ default_branch: 'main', description: '' });
  const sources = (await started.store.catalog.sources()).map(({ target }) => JSON.stringify(target));
  expect(sources.filter((source) => source.includes('orders'))).toHaveLength(1);
  expect(started.catalog.directory.get('component:default/orders')).toBeDefined();
  expect(double.violations ?? []).toEqual([]);
  await started.stop();
}

describe('a process that is killed in the middle of a push over the network goes on after the restart to one repository, commit and registration', () => {
  test('where the host takes the push when the process is gone', { timeout: 2 * patienceMs }, async () => {
    await killInPush('pre-receive');
    await letGo(0);
    await expect.poll(commits).toBe('1');
    await goOn();
  });

  test('where the host does not take it', { timeout: 2 * patienceMs }, async () => {
    await killInPush('pre-receive');
    await letGo(1);
    await goOn();
  });

  test('where the host is still at it when the run pushes again', { timeout: 2 * patienceMs }, async () => {
    await killInPush('pre-receive');
    double.onGit(() => writeFileSync(path.join(folder, 'let-go'), '0'));
    await goOn();
  });

  test('where the host has taken it, and not said so', { timeout: 2 * patienceMs }, async () => {
    await killInPush('post-receive');
    await letGo(0);
    await goOn();
  });
});
