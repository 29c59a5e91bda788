import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Progress } from '#callboard/core/answers/answer.ts';
import { createGitHubDouble, type GitHubDouble, organisation } from '../fixtures/github.ts';
import { pushIntoBare } from '../contracts/git-host.ts';
import { askForOrders, startAtGitHub } from './start-at-github.ts';
import type { StartedScaffolder } from './start-scaffolder.ts';

const run = promisify(execFile);

let double: GitHubDouble;
let started: StartedScaffolder;
beforeEach(async () => {
  double = await createGitHubDouble();
  started = await startAtGitHub(double.url);
});
afterEach(async () => {
  await started.stop();
  await double.close();
});

const repositories = () => readdir(path.join(double.folder, organisation)).catch(() => []);
const labels = ({ buttons }: Progress) => buttons.map(({ label }) => label);

async function failure(): Promise<Progress> {
  await askForOrders(started, double.url);
  await started.whenRun(({ status }) => status === 'failed');
  const answer = await started.whenShown((shown) => shown.kind === 'progress' && shown.status === 'failed');
  if (answer.kind !== 'progress') throw new Error('no progress');
  return answer;
}

const press = (command: string, id: string) => started.say({ kind: 'press', press: { command, values: { run: id } } });

describe('a run at GitHub', () => {
  test('whose push is refused by protection names the repository that it left, and takes it away', async () => {
    double.refusePushes();
    const answer = await failure();
    expect(answer.steps).toMatchObject([
      { status: 'done' },
      {
        name: 'Publish',
        status: 'failed',
        detail: expect.stringMatching(/refused the push: .+ Allow the bot to push to the default branch/),
      },
      { status: 'waiting' },
    ]);
    const left = {
      kind: 'link',
      text: `the repository ${organisation}/orders on ${double.host}`,
      url: expect.stringContaining(`/${organisation}/orders`),
    };
    expect(answer.lines).toEqual([['It left ', left, '.']]);
    expect(labels(answer)).toEqual(['Retry from here', 'Undo what it made', 'Leave it', 'Log']);
    const [{ id } = { id: '' }] = await started.store.runs.latest(1);
    expect(await press('undo-run', id)).toMatchObject({
      lines: [['Goes: ', left]],
    });
    expect(await repositories()).toEqual(['orders.git']);
    await press('undo-run-now', id);
    await started.whenRun(({ status }) => status === 'undone');
    expect(await repositories()).toEqual([]);
  });

  test('whose token may not make repositories names the rights that it lacks, and has nothing to undo', async () => {
    double.answerInsteadOf('POST', { status: 403, message: 'Resource not accessible by personal access token' });
    const answer = await failure();
    expect(answer.steps[1]).toMatchObject({
      name: 'Publish',
      status: 'failed',
      detail: expect.stringMatching(/does not allow the bot to do that: .+ needs .* write access to Administration/),
    });
    expect(answer.lines).toEqual([]);
    expect(labels(answer)).toEqual(['Retry from here', 'Correct and start again', 'Leave it', 'Log']);
    expect(await repositories()).toEqual([]);
  });

  test('whose token is none ends before its first step, and names where one is put', async () => {
    double.answerInsteadOf('GET', { status: 401, message: 'Bad credentials' });
    const answer = await failure();
    expect(answer.steps).toMatchObject([
      { status: 'waiting' },
      { name: 'Publish', status: 'failed', detail: expect.stringContaining('Put a valid one in GITHUB_TOKEN.') },
      { status: 'waiting' },
    ]);
    expect(labels(answer)).toEqual(['Retry from here', 'Correct and start again', 'Leave it', 'Log']);
  });

  test.each([
    ['before its first step', 1, 'waiting'],
    ['while its files are made', 2, 'done'],
  ])('whose name a stranger takes %s leaves the stranger’s alone, and has nothing to undo', async (_, looks, files) => {
    const stranger = await double.makeStrangers('orders');
    await pushIntoBare(stranger, 'main');
    const commit = async () => (await run('git', ['-C', stranger, 'rev-parse', 'main'])).stdout;
    const before = await commit();
    // Not there yet whenever it is looked for before: as the form is sent in, and as the run begins.
    double.answerInstead(...Array.from({ length: looks }, () => ({ status: 404, message: 'Not Found' })));
    const answer = await failure();
    expect(answer.steps).toMatchObject([
      { status: files },
      { name: 'Publish', status: 'failed', detail: expect.stringMatching(/already\. .+ another name/) },
      { status: 'waiting' },
    ]);
    expect(answer.lines).toEqual([]);
    expect(labels(answer)).toEqual(['Retry from here', 'Correct and start again', 'Leave it', 'Log']);
    expect(await commit()).toBe(before);
  });
});
