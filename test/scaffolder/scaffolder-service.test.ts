import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Action, JsonObject } from '#callboard/scaffolder/action.ts';
import { ada, startScaffolder, type StartedScaffolder } from './start-scaffolder.ts';

const template = `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: demo, title: Demo }
spec:
  type: service
  parameters:
    required: [name, repoUrl]
    properties:
      name: { type: string, pattern: '^[a-z]+$' }
      port: { type: integer, default: 80 }
      owner: { type: string, ui:field: OwnerPicker, default: 'group:default/payments' }
      repoUrl: { type: string, ui:field: RepoUrlPicker }
  steps:
    - { id: fetch, action: fetch:template, input: { url: ./skeleton, values: { name: '\${{ parameters.name }}', port: '\${{ parameters.port }}', owner: '\${{ parameters.owner }}' } } }
    - { id: publish, action: publish, input: { repoUrl: '\${{ parameters.repoUrl }}' } }
    - { id: log, action: debug:log, input: { message: 'at \${{ steps.publish.output.remoteUrl }}' } }
  output: { links: [{ title: Repository, url: '\${{ steps.publish.output.remoteUrl }}' }] }
`;

const withParts = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: parts, title: Parts }
spec:
  type: service
  parameters:
    required: [token]
    properties:
      token: { type: string, ui:field: Secret }
      database: { type: object, properties: { size: { type: string }, password: { type: string, ui:widget: password } } }
      ports: { type: array, items: { type: object, required: [number], properties: { number: { type: integer } } } }
    dependencies:
      ports: { oneOf: [{ properties: { ports: { minItems: 1 }, scheme: { type: string, default: http } } }] }
  steps:
    - id: log
      action: keep
      input:
        ports: '\${{ parameters.ports }}'
        scheme: '\${{ parameters.scheme }}'
        token: '\${{ secrets.token }}'
        password: '\${{ parameters.database.password }}'
  output: { text: [{ title: Seen, content: '\${{ parameters.token }} \${{ parameters.database.password }}' }] }
`;

/** What the action `keep` was given. */
const inputs: JsonObject[] = [];
const keep: Action = {
  id: 'keep',
  description: 'Keeps its input for this test',
  examples: [],
  inputSchema: { type: 'object' },
  outputSchema: { type: 'object' },
  effect: 'workspace',
  run: async ({ input }) => {
    inputs.push(input);
    return {};
  },
};

let started: StartedScaffolder;
const made = (name: string) => path.join(started.folder, 'made', name);
beforeAll(async () => {
  started = await startScaffolder({
    actions: [keep],
    files: {
      'demo/template.yaml': template,
      'parts/template.yaml': withParts,
      'split/template.yaml': template
        .replace('name: demo', 'name: split')
        .replace(/^ {4}- \{ id: publish.*$/m, '    - $yaml: ./steps/publish.yaml')
        .replace(/^ {4}- \{ id: log.*$/m, '    - $yaml: ./steps/logs.yaml'),
      'split/steps/publish.yaml': "{ id: publish, action: publish, input: { repoUrl: '${{ parameters.repoUrl }}' } }",
      'split/steps/logs.yaml': '- { action: debug:log, input: { message: a } }\n- { action: debug:log }\n',
      'split/skeleton/a.txt': 'a',
      'demo/skeleton/a.txt': '${{ values.name }} ${{ values.port }} ${{ values.owner }}',
    },
  });
});
afterAll(() => started.stop());

const create = (values: JsonObject, more: { template?: string; dryRunInto?: string } = {}) =>
  started.service.create({ template: 'demo', values, asker: ada, ...more });

test('a dry run leaves the files in the folder, makes nothing outside and keeps no row', async () => {
  const result = await create({ name: 'shop', 'repoUrl.repo': 'dry' }, { dryRunInto: made('dry') });
  expect(result).toMatchObject({
    status: 'done',
    steps: [
      { id: 'fetch', action: 'fetch:template', status: 'done' },
      {
        id: 'publish',
        action: 'publish',
        status: 'skipped',
        inputs: [{ repoUrl: 'local?owner=callboard&repo=dry' }],
      },
      { id: 'log', action: 'debug:log', status: 'done', inputs: [{ message: 'at ' }] },
    ],
    files: [{ path: 'a.txt', bytes: 30, preview: 'shop 80 group:default/payments' }],
  });
  expect(await readFile(made('dry/a.txt'), 'utf8')).toBe('shop 80 group:default/payments');
  expect(await started.store.runs.get(result.run)).toBeUndefined();
  await expect(stat(path.join(started.folder, 'data', 'local-git', 'callboard', 'dry.git'))).rejects.toThrow('ENOENT');
});

test('a run publishes, and is a row', async () => {
  const result = await create({ name: 'shop', repoUrl: 'local?owner=callboard&repo=real', port: 90 });
  expect(result).toMatchObject({
    status: 'done',
    output: { links: [{ url: 'http://localhost:3000/git/callboard/real.git' }] },
  });
  expect(await started.store.runs.get(result.run)).toMatchObject({ status: 'done', values: { port: 90 } });
  expect(await readdir(path.join(started.folder, 'data', 'local-git', 'callboard'))).toContain('real.git');
});

test('a failed step is told with its reason', async () => {
  await create({ name: 'shop', 'repoUrl.repo': 'twice' });
  const result = await create({ name: 'shop', 'repoUrl.repo': 'twice' });
  expect(result).toMatchObject({
    status: 'failed',
    steps: [{}, { status: 'failed', message: expect.stringContaining('There is a repository callboard/twice') }, {}],
  });
});

test('what a run has left is told, listed, and taken away when that is asked for', async () => {
  const file = path.join(started.folder, 'unregistrable.yaml');
  await writeFile(
    file,
    template
      .replace('url: ./skeleton', 'url: ./catalog/demo/skeleton')
      .replace(
        /    - \{ id: log.+\n/,
        "    - { id: register, action: catalog:register, input: { repository: '${{ steps.publish.output.repository }}' } }\n",
      ),
  );
  const values = { name: 'lost', repoUrl: 'local?owner=callboard&repo=lost' };
  const { run, status, left } = await started.service.create({ template: file, values, asker: ada });
  expect({ status, left }).toEqual({
    status: 'failed',
    left: ['It left the repository callboard/lost on local (http://localhost:3000/git/callboard/lost).'],
  });
  expect(await started.service.runWithLeft(run.slice(0, 8))).toMatchObject({
    run: { id: run },
    left: [{ kind: 'nothing' }, { kind: 'found', made: { what: 'the repository callboard/lost on local' } }],
  });
  const repositories = () => readdir(path.join(started.folder, 'data', 'local-git', 'callboard'));
  expect(await repositories()).toContain('lost.git');
  expect(await started.service.undo(run)).toMatchObject({ status: 'undone' });
  expect(await repositories()).not.toContain('lost.git');
  await expect(started.service.undo(run)).rejects.toMatchObject({ code: 'run-moved-on' });
});

test("a template's file serves as well as its name", async () => {
  const file = path.join(started.folder, 'catalog', 'demo', 'template.yaml');
  const result = await create({ name: 'shop', 'repoUrl.repo': 'x' }, { template: file, dryRunInto: made('by-file') });
  expect(result.status).toBe('done');
});

test("steps in files of their own are the template's, from the catalog and from its file", async () => {
  const ids = ['fetch', 'publish', 'step-3', 'step-4'];
  const file = path.join(started.folder, 'catalog', 'split', 'template.yaml');
  for (const [index, named] of ['split', file].entries()) {
    const dry = { template: named, dryRunInto: made(`split-${index}`) };
    const result = await create({ name: 'shop', 'repoUrl.repo': 'x' }, dry);
    expect(result.steps.map(({ id }) => id)).toEqual(ids);
  }
  await writeFile(file, (await readFile(file, 'utf8')).replace('./steps/logs.yaml', '../../../out.yaml'));
  await expect(create({ name: 'shop', 'repoUrl.repo': 'x' }, { template: file })).rejects.toThrow(
    /^split\/template\.yaml:\d+:\d+: \$yaml names \.\.\/\.\.\/\.\.\/out\.yaml, which is outside/,
  );
});

test.each<[string, JsonObject, { template?: string }, string]>([
  ['a wrong value', { name: 'Shop', 'repoUrl.repo': 'x' }, {}, 'name: name may have only lower case letters.'],
  ['a missing value', { name: 'shop' }, {}, 'repoUrl.repo: Repository name is needed'],
  [
    'a value that is not asked for',
    { name: 'shop', nmae: 'x', 'repoUrl.repo': 'x' },
    {},
    'nmae: The template does not ask for "nmae"',
  ],
  [
    'a template that is not there',
    {},
    { template: 'qqqqqq' },
    'There is no template "qqqqqq", and no file of that name.',
  ],
])('%s is refused', async (_what, values, more, message) => {
  await expect(create(values, more)).rejects.toThrow(message);
});

test('a folder with something in it is left alone', async () => {
  await create({ name: 'shop', 'repoUrl.repo': 'x' }, { dryRunInto: made('full') });
  await expect(create({ name: 'shop', 'repoUrl.repo': 'x' }, { dryRunInto: made('full') })).rejects.toThrow(
    'is not empty',
  );
});

test('objects, lists of objects and secrets are given as they are, and no secret is in the database', async () => {
  const values = {
    token: 'hunter2',
    database: { size: 's', password: 'swordfish' },
    ports: [{ number: 80 }, { number: 443 }],
  };
  const result = await create(values, { template: 'parts' });
  expect(result).toMatchObject({ status: 'done', output: { text: [{ content: '******** ********' }] } });
  expect(inputs).toEqual([
    { ports: [{ number: 80 }, { number: 443 }], scheme: 'http', token: 'hunter2', password: 'swordfish' },
  ]);
  const run = await started.store.runs.get(result.run);
  expect(run).toMatchObject({
    secrets: {},
    values: { token: '********', database: { size: 's', password: '********' } },
  });
  const files = await readdir(started.folder, { recursive: true, withFileTypes: true });
  for (const file of files.filter((each) => each.isFile())) {
    const content = await readFile(path.join(file.parentPath, file.name), 'latin1');
    expect(content, file.name).not.toMatch(/hunter2|swordfish/);
  }
});

test('what is wrong in them is told where it is', async () => {
  await expect(
    create({ token: 'x', ports: [{ number: 80 }, { number: 'many' }] }, { template: 'parts' }),
  ).rejects.toThrow('ports.1.number: number must be a whole number');
  await expect(create({ token: 'x', colour: 'red' }, { template: 'parts' })).rejects.toThrow(
    'The template does not ask for "colour"',
  );
});
