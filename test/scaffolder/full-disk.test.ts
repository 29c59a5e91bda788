import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '#callboard/core/answers/answer.ts';
import { startScaffolder, type StartedScaffolder } from './start-scaffolder.ts';

const mebibyte = 1024 * 1024;
const diskMebibytes = 10;

const mount = (folder: string): void =>
  void execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMebibytes}m`, 'callboard-disk', folder], {
    stdio: 'pipe',
  });
const unmount = (folder: string): void => void execFileSync('umount', [folder]);

/** Whether this process may mount a small disk; prints why not. */
function canMount(): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'callboard-disk-'));
  try {
    mount(folder);
    unmount(folder);
    return true;
  } catch (error) {
    process.stderr.write(`Tests on a disk that is full are skipped: none can be mounted (${String(error)}).\n`);
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const template = (name: string, times: number): string => `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: ${name}, title: ${name} }
spec:
  type: thing
  steps:
    - id: fetch
      name: Files
      each: [${Array.from({ length: times }, (_, index) => `copy-${index}`).join()}]
      action: fetch:template
      input: { url: ./skeleton, targetPath: '\${{ each.value }}' }
    - { id: publish, name: Publish, action: publish, input: { repoUrl: 'local?owner=callboard&repo=${name}' } }
`;

let folder: string;
let started: StartedScaffolder;

/** Everything is on the one small disk: the database, the run's folder, the Git host. */
async function start(): Promise<void> {
  folder = await mkdtemp(path.join(tmpdir(), 'callboard-disk-'));
  mount(folder);
  started = await startScaffolder({
    folder,
    files: {
      'copies/template.yaml': template('copies', 20),
      'large/template.yaml': template('large', 1),
      'small/template.yaml': template('small', 1),
      'small/skeleton/a.txt': 'a',
    },
  });
}

/** What no compression makes smaller. */
async function writeSkeleton(name: string, mebibytes: number): Promise<void> {
  const skeleton = path.join(folder, 'catalog', name, 'skeleton');
  await mkdir(skeleton);
  await writeFile(path.join(skeleton, 'data.bin'), randomBytes(mebibytes * mebibyte));
}

const create = (name: string) =>
  started.say({ kind: 'press', press: { command: 'create', values: { template: name, submitted: true } } });

const whenEnded = (name: string, status: string): Promise<Answer> =>
  started.whenShown(
    (shown) => shown.kind === 'progress' && shown.status === status && JSON.stringify(shown.title).includes(name),
  );

const filesIn = (...names: readonly string[]) => readdir(path.join(folder, 'data', ...names));
const freeMebibytes = async () => {
  const { bavail, bsize } = await statfs(folder);
  return (bavail * bsize) / mebibyte;
};

describe.skipIf(!canMount())('a disk that is full', () => {
  beforeEach(start);
  afterEach(async () => {
    await started.stop();
    unmount(folder);
    await rm(folder, { recursive: true });
  });

  test.each([
    ['as files are made', 'copies', 1, 'Files'],
    ['as they are pushed', 'large', 4, 'Publish'],
  ])('%s ends the run with the remedy, leaves nothing and gives the room back', async (_, name, mebibytes, step) => {
    await writeSkeleton(name, mebibytes);
    const before = await freeMebibytes();
    await create(name);
    const ended = await whenEnded(name, 'failed');
    expect(ended).toMatchObject({
      steps: expect.arrayContaining([
        {
          name: step,
          status: 'failed',
          detail: expect.stringMatching(/^The disk that holds Callboard's data is full\. .+ try again/),
        },
      ]),
      lines: [],
      buttons: [
        { label: 'Retry from here' },
        { label: 'Correct and start again' },
        { label: 'Leave it' },
        { label: 'Log' },
      ],
    });
    expect(await filesIn('local-git')).toEqual(['.unfinished']);
    expect(await filesIn('local-git', '.unfinished')).toEqual([]);
    expect(await filesIn('scaffolder', 'workspaces')).toEqual([]);
    expect(before - (await freeMebibytes())).toBeLessThan(1);
    await create('small');
    await whenEnded('small', 'done');
  });

  test('before anything is asked refuses it with the remedy, and nothing of it is kept', async () => {
    const filling = path.join(folder, 'filling');
    await expect(writeFile(filling, randomBytes(diskMebibytes * mebibyte))).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await create('small')).toEqual({
      kind: 'refusal',
      code: 'disk-full',
      message: 'The disk that holds the database is full, so that nothing could be kept.',
      hint: 'Have some space freed, then try again.',
    });
    await rm(filling);
    expect(await started.store.runs.latest(1)).toEqual([]);
    await create('small');
    await whenEnded('small', 'done');
  });
});
