import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import { ada, startScaffolder, type StartedScaffolder, writeFiles } from './start-scaffolder.ts';

const template = (name: string, description: string) => `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: ${name}, title: The ${name} }
spec:
  type: service
  parameters:
    required: [name, repoUrl]
    properties: { name: { type: string }, repoUrl: { type: string, ui:field: RepoUrlPicker } }
  steps:
    - { id: fetch, action: fetch:template, input: { url: ./skeleton, values: { name: '\${{ parameters.name }}' } } }
    - { id: publish, action: publish, input: { repoUrl: '\${{ parameters.repoUrl }}', description: ${description} } }
    - { id: register, action: catalog:register, input: { repository: '\${{ steps.publish.output.repository }}' } }
`;
const skeleton = {
  'skeleton/catalog-info.yaml':
    'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: "${{ values.name }}" }\nspec: { type: service, lifecycle: production, owner: payments }\n',
};

const location =
  'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: { name: all }\nspec: { target: ./service/template.yaml }\n';
const below = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));

let started: StartedScaffolder;
let repository = '';
const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
    cwd: repository,
    encoding: 'utf8',
  }).trim();
const commit = async (files: Readonly<Record<string, string>>) => {
  await writeFiles(repository, files);
  git('add', '--all');
  git('commit', '--quiet', '--message=change');
  return git('rev-parse', 'HEAD');
};
const source = () => path.join(repository, '.git');
const create = async (name: string, from: string) => {
  const values = { name, repoUrl: `local?owner=callboard&repo=${name}` };
  expect(await started.service.create({ template: from, values, asker: ada })).toMatchObject({ status: 'done' });
};

beforeAll(async () => {
  started = await startScaffolder({
    files: { 'plain/template.yaml': template('plain', 'a'), ...below('plain', skeleton) },
  });
  repository = path.join(started.folder, 'templates');
  await mkdir(repository);
  git('init', '--quiet', '--initial-branch=main');
});
afterAll(() => started.stop());

test('what was made from an older commit of a template is listed, until it is made again', async () => {
  const first = await commit({
    'catalog-info.yaml': location,
    ...below('service', { 'template.yaml': template('versioned', 'a'), ...skeleton }),
  });
  await started.catalog.ingest([source()], started.folder);
  await create('orders', 'versioned');
  expect((await started.service.stale()).things).toEqual([]);

  await commit({ 'other/README.md': 'Of another template.\n' });
  expect((await started.service.stale()).things).toEqual([]);
  const second = await commit({ 'service/skeleton/README.md': 'More.\n' });
  const [moved, ...others] = (await started.service.stale()).things;
  expect(others).toEqual([]);
  expect(moved).toMatchObject({ name: 'component:default/orders', commit: second, change: 'files' });
  expect(moved?.run.templateCommit).toBe(first);

  const third = await commit({ 'service/template.yaml': template('versioned', 'b') });
  await started.catalog.ingest([source()], started.folder);
  const answer = await started.say({ kind: 'sentence', text: 'runs stale' });
  expect(answer).toMatchObject({ kind: 'list', title: '1 thing made from an older version of its template' });
  const change = `its document has changed: ${first.slice(0, 12)} → ${third.slice(0, 12)}`;
  expect(typeof answer === 'string' ? answer : toPlainText(answer)).toContain(`The versioned · ${change}`);

  await create('invoices', 'versioned');
  expect((await started.service.stale()).things.map(({ name }) => name)).toEqual(['component:default/orders']);
});

test('of a template in plain files its own file is compared, and it is said that no other is', async () => {
  await create('till', 'plain');
  const before = await started.service.stale();
  expect(before.things.filter(({ name }) => name.endsWith('/till'))).toEqual([]);
  expect(before.withoutCommit).toEqual(['The plain']);
  await writeFiles(path.join(started.folder, 'catalog'), { 'plain/template.yaml': template('plain', 'b') });
  await started.catalog.ingest(['catalog/**/template.yaml'], started.folder);
  const { things } = await started.service.stale();
  expect(things).toContainEqual(
    expect.objectContaining({ name: 'component:default/till', commit: undefined, change: 'document' }),
  );
});

test('a template that nothing tells the version of is told with the reason, and the others are compared', async () => {
  const file = path.join(started.folder, 'elsewhere');
  await writeFiles(file, { 'template.yaml': template('elsewhere', 'a'), ...skeleton });
  await create('pier', path.join(file, 'template.yaml'));
  const { things, unknown } = await started.service.stale();
  expect(unknown).toEqual([expect.stringMatching(/^The elsewhere: it is not in the catalog/)]);
  expect(things.map(({ name }) => name)).toContain('component:default/orders');
});
