import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Answer } from '#callboard/core/answers/answer.ts';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import { ada, startScaffolder, type StartedScaffolder, writeFiles } from './start-scaffolder.ts';

interface Form {
  readonly properties?: string;
  readonly required?: string;
}
const template = ({ properties = '', required = 'name, repoUrl' }: Form = {}) => `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: service, title: The service }
spec:
  type: service
  parameters:
    required: [${required}]
    properties: { name: { type: string }, repoUrl: { type: string, ui:field: RepoUrlPicker }${properties} }
  steps:
    - { id: fetch, action: fetch:template, input: { url: ./skeleton, targetPath: made, values: { name: '\${{ parameters.name }}', key: '\${{ environment.secrets.key }}'${properties.includes('port:') ? ", port: '${{ parameters.port }}'" : ''} } } }
    - { id: publish, action: publish, input: { repoUrl: '\${{ parameters.repoUrl }}', sourcePath: made } }
`;
const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}\n`).join('');
const main = (first: string, last: string) => `${first}\n${lines(1, 10)}${last}\n`;

let started: StartedScaffolder;
let templates = '';
beforeEach(async () => {
  started = await startScaffolder({
    configuration: { scaffolder: { environment: { secrets: { key: 'hunter2' } } } },
    files: { 'template.yaml': template().replace('name: service', 'name: other') },
  });
  templates = path.join(started.folder, 'templates');
  await mkdir(templates);
  git(templates, 'init', '--quiet', '--initial-branch=main');
  await changeTemplate({
    'catalog-info.yaml': template(),
    'skeleton/main.txt': main('first of ${{ values.name }}', 'last'),
    'skeleton/old.txt': 'old\n',
  });
});
afterEach(() => started.stop());

const git = (folder: string, ...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
    cwd: folder,
    encoding: 'utf8',
  }).trim();
async function commit(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await writeFiles(folder, files);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message=change');
}
async function changeTemplate(files: Readonly<Record<string, string>>): Promise<void> {
  await commit(templates, files);
  await started.catalog.ingest([path.join(templates, '.git')], started.folder);
}
const bareOf = (name: string) => path.join(started.folder, 'data', 'local-git', 'callboard', `${name}.git`);
async function changeMade(name: string, files: Readonly<Record<string, string>>): Promise<void> {
  const clone = await mkdtemp(path.join(started.folder, 'clone-'));
  git(clone, 'clone', '--quiet', bareOf(name), '.');
  await commit(clone, files);
  git(clone, 'push', '--quiet', 'origin', 'HEAD');
}
async function create(name: string): Promise<string> {
  const values = { name, repoUrl: `local?owner=callboard&repo=${name}` };
  const { run, ...result } = await started.service.create({ template: 'service', values, asker: ada });
  expect(result).toMatchObject({ status: 'done' });
  return run;
}
const branchesOf = (name: string) => git(bareOf(name), 'branch', '--format=%(refname:short)').split('\n');
const show = (name: string, what: string) => git(bareOf(name), 'show', what);
const change = {
  'skeleton/main.txt': main('first of ${{ values.name }}', 'last, changed'),
  'skeleton/new.txt': 'new\n',
};
const branchOf = (run: string) => `callboard/${run}-${git(templates, 'rev-parse', 'HEAD').slice(0, 12)}`;
const shown = (answer: Answer) => toPlainText(answer);
/** A proposal that takes its time says so first. */
const isResult = (answer: Answer): boolean => answer.kind === 'card' && !shown(answer).startsWith('Proposing');

test('what has changed in a template is proposed on a branch, merged with what was changed in the repository', async () => {
  const run = await create('orders');
  await changeMade('orders', { 'main.txt': main('first, mine', 'last'), 'mine.txt': 'mine\n' });
  git(templates, 'rm', '--quiet', 'skeleton/old.txt');
  await changeTemplate(change);

  const list = await started.say({ kind: 'sentence', text: 'runs stale' });
  const press = { command: 'propose-update', values: { run } };
  expect(list).toMatchObject({ kind: 'list', items: [{ button: { label: 'Propose the changes', press } }] });
  const before = show('orders', '--no-patch');
  expect(await started.say({ kind: 'press', press })).toBe('kept');
  const answer = await started.whenShown(isResult);
  const branch = branchOf(run);
  expect(shown(answer)).toContain(branch);

  expect(branchesOf('orders')).toEqual([branch, 'main']);
  expect(show('orders', '--no-patch')).toBe(before);
  expect(`${show('orders', `${branch}:main.txt`)}\n`).toBe(main('first, mine', 'last, changed'));
  expect(git(bareOf('orders'), 'ls-tree', '--name-only', branch).split('\n')).toEqual([
    'main.txt',
    'mine.txt',
    'new.txt',
  ]);
  expect(git(bareOf('orders'), 'rev-list', '--count', `main..${branch}`)).toBe('1');
});

test('asked twice at once, and again, it makes one branch with one commit', async () => {
  const run = await create('orders');
  await changeTemplate(change);
  const proposed = { kind: 'proposed', branch: branchOf(run), url: undefined };
  const both = await Promise.all([started.service.propose(run), started.service.propose(run.slice(0, 8))]);
  expect(both.map((each) => each.proposed)).toEqual([proposed, proposed]);
  const first = show('orders', branchOf(run));
  expect((await started.service.propose(run)).proposed).toEqual(proposed);
  expect(branchesOf('orders')).toEqual([branchOf(run), 'main']);
  expect(show('orders', branchOf(run))).toBe(first);
});

test('what is proposed is stale no more, until its template changes again, which has a branch of its own', async () => {
  const run = await create('orders');
  const stale = async () => (await started.service.stale()).things.map(({ name }) => name.slice(-6));
  await changeTemplate(change);
  expect(await stale()).toEqual(['orders']);
  await started.service.propose(run);
  const first = branchOf(run);
  expect(await stale()).toEqual([]);
  git(bareOf('orders'), 'update-ref', 'refs/heads/main', first);
  await changeTemplate({ 'skeleton/new.txt': 'newer\n' });
  expect(await stale()).toEqual(['orders']);
  await started.service.propose(run);
  expect(branchesOf('orders').toSorted()).toEqual([first, branchOf(run), 'main'].toSorted());
  expect(show('orders', `${branchOf(run)}:new.txt`)).toBe('newer');
  expect(await stale()).toEqual([]);
});

test('where both have changed the same lines the files are named, and nothing is pushed', async () => {
  const run = await create('orders');
  await changeMade('orders', { 'main.txt': main('first of orders', 'last, mine') });
  await changeTemplate(change);
  expect((await started.service.propose(run)).proposed).toEqual({ kind: 'conflicts', files: ['main.txt'] });
  expect(branchesOf('orders')).toEqual(['main']);
  await started.say({ kind: 'press', press: { command: 'propose-update', values: { run } } });
  const answer = shown(await started.whenShown(isResult));
  expect(answer).toContain('does not go together with what was changed there');
  expect(answer).toContain('main.txt');
});

test('a repository that has all of it is proposed nothing', async () => {
  const run = await create('orders');
  await changeMade('orders', { 'main.txt': main('first of orders', 'last, changed'), 'new.txt': 'new\n' });
  await changeTemplate(change);
  expect((await started.service.propose(run)).proposed).toEqual({ kind: 'nothing' });
  expect(branchesOf('orders')).toEqual(['main']);
});

test('what a template asks for by now takes its default, and is told where it has none', async () => {
  const run = await create('orders');
  const port = { 'skeleton/port.txt': '${{ values.port }}\n' };
  await changeTemplate({
    ...port,
    'catalog-info.yaml': template({ properties: ', port: { type: integer }', required: 'name, repoUrl, port' }),
  });
  await expect(started.service.propose(run)).rejects.toMatchObject({
    code: 'wrong-values',
    message: expect.stringContaining('port'),
  });
  await changeTemplate({ 'catalog-info.yaml': template({ properties: ', port: { type: integer, default: 8080 }' }) });
  await started.service.propose(run);
  expect(show('orders', `${branchOf(run)}:port.txt`)).toBe('8080');
});

test('a run that was given a secret is refused, and so is whoever may not control it', async () => {
  await changeTemplate({
    'catalog-info.yaml': template({ properties: ', token: { type: string, ui:field: Secret }' }),
  });
  const values = { name: 'safe', repoUrl: 'local?owner=callboard&repo=safe', token: 'hidden' };
  const { run } = await started.service.create({ template: 'service', values, asker: ada });
  await changeTemplate(change);
  await expect(started.service.propose(run)).rejects.toMatchObject({ code: 'secrets-gone' });
  const eve = { surface: 'paper', personId: 'P9', name: 'Eve' };
  await started.sayAs(eve, { kind: 'press', press: { command: 'propose-update', values: { run } } });
  expect(await started.whenShown(({ kind }) => kind === 'refusal')).toMatchObject({ code: 'not-allowed' });
  expect(branchesOf('safe')).toEqual(['main']);
});

test('a file whose lines with a secret have changed is left out and named; one whose other lines have is proposed', async () => {
  const keyed = (key: string, last: string) => `${key}\n${lines(1, 10)}${last}\n`;
  await changeTemplate({
    'skeleton/same.txt': keyed('key ${{ values.key }}', 'last'),
    'skeleton/moved.txt': keyed('key ${{ values.key }}', 'last'),
  });
  const run = await create('orders');
  expect(show('orders', 'main:same.txt')).toContain('key hunter2');
  await changeTemplate({
    'skeleton/same.txt': keyed('key ${{ values.key }}', 'last, changed'),
    'skeleton/moved.txt': keyed('the key ${{ values.key }}', 'last, changed'),
    'skeleton/added.txt': '${{ values.key }}\n',
    'skeleton/rule.md': 'Above\n\n***\n\nBelow\n',
  });
  const { proposed, leftOut } = await started.service.propose(run);
  expect(proposed).toMatchObject({ kind: 'proposed' });
  expect(leftOut).toEqual(['added.txt', 'moved.txt']);
  const at = (file: string) => show('orders', `${branchOf(run)}:${file}`);
  expect(`${at('same.txt')}\n`).toBe(keyed('key hunter2', 'last, changed'));
  expect(at('moved.txt')).toBe(show('orders', 'main:moved.txt'));
  expect(at('rule.md')).toContain('***');
  expect(git(bareOf('orders'), 'ls-tree', '--name-only', branchOf(run))).not.toContain('added.txt');
  await started.say({ kind: 'press', press: { command: 'propose-update', values: { run } } });
  const answer = shown(await started.whenShown(isResult));
  expect(answer).toContain('Left out, since they show secrets of the configuration: 2 files.');
  expect(answer).toContain('moved.txt');
});

test('what a command line has begun to propose is proposed though it is killed', async () => {
  const run = await create('orders');
  await changeTemplate(change);
  await expect(started.service.propose(run, AbortSignal.abort())).rejects.toThrow();
  expect(branchesOf('orders')).toEqual(['main']);
  const kept = { key: `scaffolder.proposal:${run}`, kind: 'scaffolder.proposal', payload: { run }, dueAt: new Date() };
  expect(await started.store.work.add(kept)).toBe(false);
  await started.store.work.put(kept);
  await expect.poll(() => branchesOf('orders'), { timeout: 10_000 }).toEqual([branchOf(run), 'main']);
  await expect.poll(async () => (await started.service.stale()).things, { timeout: 10_000 }).toEqual([]);
});
