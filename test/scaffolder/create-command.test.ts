import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '#callboard/core/answers/answer.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import type { GitHost } from '#callboard/scaffolder/git-host.ts';
import { ada, startScaffolder, type StartedScaffolder } from './start-scaffolder.ts';
import { hostNamed } from './template-documents.ts';

const run = promisify(execFile);

const template = (name: string, parameters: string, steps: string) => `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: ${name}, title: ${name} title }
spec:
  type: service
  parameters:
${parameters}
  steps:
${steps}
  output:
    links:
      - { title: Repository, url: '\${{ steps.publish.output.repoContentsUrl }}' }
      - { title: Entity, entityRef: '\${{ steps.register.output.entityRef }}' }
    text: ['Made \${{ parameters.name }}']
`;
const parameters = `    - required: [name, owner, repoUrl]
      properties:
        name: { title: Name, type: string, pattern: '^[a-z-]+$', description: Lower case letters }
        owner: { title: Owner, type: string, ui:field: OwnerPicker }
        repoUrl: { title: Repository, type: string, ui:field: RepoUrlPicker, ui:options: { allowedHosts: [local] } }`;
const steps = `    - { id: fetch, name: Files, action: fetch:template, input: { url: ./skeleton, values: { name: '\${{ parameters.name }}', owner: '\${{ parameters.owner }}' } } }
    - { id: publish, name: Repository, action: publish, input: { repoUrl: '\${{ parameters.repoUrl }}' } }
    - { id: register, name: Catalog, action: catalog:register, input: { repository: '\${{ steps.publish.output.repository }}' } }`;
const entity = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: '\${{ values.name }}' }
spec: { type: service, lifecycle: experimental, owner: '\${{ values.owner }}' }
`;

/** A host where every name is taken, as it says when it is asked for the second time. */
const takenHost = (host: string, look: GitHost['look']): GitHost => {
  const answers = [look, look];
  const taken: GitHost['look'] = async () => ({ kind: 'taken', webUrl: 'https://example.com/' });
  return { ...hostNamed(host, ['acme']), look: (...asked) => (answers.pop() ?? taken)(...asked) };
};
const silent = takenHost('silent', () => new Promise(() => {}));
const down = takenHost('down', async () => {
  throw new Refusal('down cannot be reached.', { code: 'host-down' });
});
/** A host where every name is free, which keeps what ends its looks. */
const looks: AbortSignal[] = [];
const quick: GitHost = {
  ...hostNamed('quick', ['acme']),
  look: async (_owner, _name, _runId, signal) => {
    looks.push(signal);
    return { kind: 'free' };
  },
};
/** What it gives is not known before it is done. */
const decide: Action = {
  id: 'decide',
  description: 'Decides',
  effect: 'workspace',
  inputSchema: { type: 'object' },
  outputSchema: { type: 'object' },
  run: async () => ({ publishes: false }),
};
const publishedIf = (condition: string) =>
  `    - { id: decide, action: decide }\n${steps.replace('action: publish,', `action: publish, if: '${condition}',`)}`;
const onHost = (host: string) => parameters.replace('[local]', `[${host}]`);

const linus = `---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: linus, annotations: { paper/id: P9 } }
spec: { memberOf: [payments] }
`;

let started: StartedScaffolder;
beforeAll(async () => {
  started = await startScaffolder({
    hosts: [silent, down, quick],
    actions: [decide],
    files: {
      'grouped/template.yaml': template('grouped', parameters.replace('OwnerPicker', 'MyGroupsPicker'), steps) + linus,
      'whole/template.yaml': template('whole', parameters, steps),
      'whole/skeleton/catalog-info.yaml': entity,
      'whole/skeleton/README.md': '# ${{ values.name }}\n',
      'misspelt/template.yaml': template('misspelt', parameters, steps),
      'misspelt/skeleton/catalog-info.yaml': entity,
      'misspelt/skeleton/src/index.js': '// first\nconst name = ${{ values.nmae }};\n',
      'unregistrable/template.yaml': template('unregistrable', parameters, steps),
      'unregistrable/skeleton/README.md': 'Without a catalog file.\n',
      'broken/template.yaml': template('broken', parameters, steps),
      'broken/skeleton/catalog-info.yaml': 'kind: Component\n',
      'silent/template.yaml': template('silent', onHost('silent'), steps),
      'down/template.yaml': template('down', onHost('down'), steps),
      'named/template.yaml': template(
        'named',
        onHost('local')
          .replace(/^ +repoUrl:.*$/m, '')
          .replace(', repoUrl', ''),
        steps.replace('${{ parameters.repoUrl }}', 'local?owner=callboard&repo=${{ parameters.name }}'),
      ),
      'quick/template.yaml': template('quick', onHost('quick'), steps),
      'not-published/template.yaml': template('not-published', parameters, publishedIf('${{ false }}')),
      'perhaps-published/template.yaml': template(
        'perhaps-published',
        parameters,
        publishedIf('${{ steps.decide.output.publishes }}'),
      ),
      'gitlab/template.yaml': template('gitlab', onHost('gitlab.com'), steps),
      'backstage/template.yaml': template('backstage', parameters, steps).replace(
        'callboard.dev/v1',
        'scaffolder.backstage.io/v1beta3',
      ),
      'backstage/skeleton/catalog-info.yaml': entity,
      'backstage/skeleton/README.md': '# ${{ values.name | upper }}${{ values.nothing }}\n',
      'unknown-action/template.yaml': template(
        'unknown-action',
        parameters,
        steps.replace('fetch:template', 'fetch:magic'),
      ),
    },
  });
});
afterAll(() => started.stop());

const submit = async (values: Readonly<Record<string, string>>, name = 'whole') => {
  const asked = await started.say({ kind: 'command', command: 'create', text: name });
  if (asked === 'kept' || asked.kind !== 'form') throw new Error(`no form: ${JSON.stringify(asked)}`);
  const { conversation } = started.core;
  const draft = await conversation.openForm(asked, ada, { surface: 'paper', kind: 'place', conversation: 'C1' });
  const taken = await conversation.submitPage(draft.id, ada, values);
  return taken.kind === 'next-page' ? conversation.submitPage(draft.id, ada, {}) : taken;
};
const ended = (name: string) => (answer: Answer) =>
  answer.kind === 'progress' && ['done', 'failed'].includes(answer.status) && JSON.stringify(answer).includes(name);

test('the only group of whoever asks is chosen already, and the review has its title', async () => {
  const asker = { surface: 'paper', personId: 'P9', name: 'Linus' };
  const asked = await started.sayAs(asker, { kind: 'command', command: 'create', text: 'grouped' });
  if (asked === 'kept' || asked.kind !== 'form') throw new Error(`no form: ${JSON.stringify(asked)}`);
  const { conversation } = started.core;
  const draft = await conversation.openForm(asked, asker, { surface: 'paper', kind: 'place', conversation: 'C1' });
  const taken = await conversation.submitPage(draft.id, asker, { name: 'ledger', 'repoUrl.repo': 'ledger' });
  expect(taken).toMatchObject({
    draft: { parts: [{ lines: expect.arrayContaining([{ label: 'Owner', value: 'Payments' }]) }] },
  });
});

test('without a template the person chooses one; those that cannot be run come last and say why', async () => {
  const answer = await started.say({ kind: 'sentence', text: 'create a new project' });
  expect(answer).toMatchObject({ kind: 'choice', question: 'What do you want to create?' });
  if (answer === 'kept' || answer.kind !== 'choice') return;
  expect(answer.options).toHaveLength(14);
  expect(answer.options.slice(-1).map(({ detail }) => detail)).toEqual([
    expect.stringContaining('uses the action fetch:magic, which no plugin provides'),
  ]);
});

test('a template that cannot be run says so where it is shown and where it is found', async () => {
  const said = '⚠️ Can not be run: unknown-action title uses the action fetch:magic, which no plugin provides.';
  const shown = await started.say({ kind: 'command', command: 'show', text: 'unknown-action' });
  expect(shown).toMatchObject({ kind: 'card', lines: expect.arrayContaining([said]) });
  const found = await started.say({ kind: 'command', command: 'find', text: 'unknown-action' });
  const told = found !== 'kept' && found.kind === 'list' ? found.items.map(({ detail }) => JSON.stringify(detail)) : [];
  expect(told.filter((detail) => detail.includes(said))).toHaveLength(1);
});

test('a misspelt template is found, and its form asks only for what there is to choose', async () => {
  const answer = await started.say({ kind: 'sentence', text: 'create a new wohle' });
  expect(answer).toMatchObject({
    kind: 'form',
    submit: { command: 'create', values: { template: 'template:default/whole' } },
    form: { pages: [{ fields: [{ name: 'name' }, { name: 'owner', kind: 'lookup' }, { name: 'repoUrl.repo' }] }] },
  });
});

test('the form of a template in a repository is asked for while its host is away', async () => {
  const repository = path.join(started.folder, 'far-away');
  await mkdir(repository);
  await writeFile(path.join(repository, 'catalog-info.yaml'), template('remote', parameters, steps));
  await run('git', ['init', '--quiet', repository]);
  await run('git', ['-C', repository, 'add', '.']);
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  await run('git', ['-C', repository, ...author, 'commit', '--quiet', '--message=Template']);
  await started.catalog.ingest([`file://${repository}`], started.folder);
  await rm(repository, { recursive: true });
  const answer = await started.say({ kind: 'command', command: 'create', text: 'remote' });
  expect(answer).toMatchObject({ kind: 'form', submit: { values: { template: 'template:default/remote' } } });
});

test('a template of Backstage runs unchanged, in its own language', async () => {
  await submit({ name: 'invoices', owner: 'payments', 'repoUrl.repo': 'invoices' }, 'backstage');
  expect(await started.whenShown(ended('invoices'))).toMatchObject({ status: 'done', lines: ['Made invoices'] });
  const repository = path.join(started.folder, 'data', 'local-git', 'callboard', 'invoices.git');
  const { stdout } = await run('git', ['-C', repository, 'show', 'main:README.md']);
  expect(stdout).toBe('# INVOICES\n');
});

test('what is no template is said, with those that are', async () => {
  const answer = await started.say({ kind: 'command', command: 'create', text: 'zzzzzz' });
  expect(answer).toMatchObject({ kind: 'choice', question: 'There is no template "zzzzzz". Which of these?' });
});

test('a submitted form becomes a repository in the catalog, told in one message', async () => {
  const before = started.shown.size;
  expect(await submit({ name: 'orders', owner: 'payments', 'repoUrl.repo': 'orders' })).toEqual({ kind: 'kept' });
  const answer = await started.whenShown(ended('orders'));
  expect(answer).toMatchObject({
    kind: 'progress',
    status: 'done',
    steps: [
      { name: 'Files', status: 'done' },
      { name: 'Repository', status: 'done' },
      { name: 'Catalog', status: 'done' },
    ],
    lines: ['Made orders'],
    buttons: [
      { label: 'Repository', url: 'http://localhost:3000/git/callboard/orders' },
      { label: 'Entity', press: { command: 'show', values: { name: 'component:default/orders' } } },
      { label: 'Log' },
    ],
  });
  expect(started.shown.size).toBe(before + 1);
  expect(started.catalog.directory.get('component:default/orders')?.entity.spec).toMatchObject({
    owner: 'group:default/payments',
  });
  for (const command of ['who-owns', 'show']) {
    expect(await started.say({ kind: 'command', command, text: 'orders' })).toMatchObject({
      kind: 'card',
      fields: expect.arrayContaining([
        {
          label: 'Repository',
          value: { kind: 'link', text: 'localhost:3000/git/callboard/orders', url: expect.stringMatching(/^http/) },
        },
      ]),
    });
  }
  const repository = path.join(started.folder, 'data', 'local-git', 'callboard', 'orders.git');
  const { stdout } = await run('git', ['-C', repository, 'show', 'main:README.md']);
  expect(stdout).toBe('# orders\n');
  expect(await readdir(path.join(started.folder, 'data', 'scaffolder', 'workspaces'))).toEqual([]);
});

test('a wrong value is a problem of its field, in words', async () => {
  expect(await submit({ name: 'Orders', owner: 'payments', 'repoUrl.repo': 'x' })).toMatchObject({
    kind: 'problems',
    problems: [{ field: 'name', message: 'Name may have only lower case letters and hyphens (Lower case letters)' }],
  });
  expect(await submit({ name: 'orders', owner: 'paymentsss-of-nobody', 'repoUrl.repo': 'x' })).toMatchObject({
    kind: 'problems',
    problems: [{ field: 'owner', message: expect.stringContaining('There is no group or user') }],
  });
});

test('the name of a repository that is there is a problem of its field', async () => {
  await submit({ name: 'first', owner: 'payments', 'repoUrl.repo': 'taken' });
  await started.whenShown(ended('taken'));
  expect(await submit({ name: 'second', owner: 'payments', 'repoUrl.repo': 'taken' })).toMatchObject({
    kind: 'problems',
    problems: [{ field: 'repoUrl.repo', message: 'There is a repository callboard/taken on local already.' }],
  });
});

test.each(['not-published', 'perhaps-published'])(
  'a taken name is no problem of a form whose template is %s',
  async (name) => {
    const values = { name: `is-${name}`, owner: 'payments', 'repoUrl.repo': `is-${name}` };
    await submit(values);
    await started.whenShown(ended(`is-${name}`));
    expect(await submit(values)).toMatchObject({ kind: 'problems' });
    expect(await submit(values, name)).toEqual({ kind: 'kept' });
  },
);

test('a form that was looked ahead in time is not logged as late once that time is over', async () => {
  expect(await submit({ name: 'quick', owner: 'payments', 'repoUrl.repo': 'quick' }, 'quick')).toEqual({
    kind: 'kept',
  });
  const [look] = looks;
  if (!look) throw new Error('the host was not asked');
  if (!look.aborted) await once(look, 'abort');
  await setImmediate();
  expect(started.logged).not.toContainEqual(
    expect.objectContaining({ fields: expect.objectContaining({ template: 'template:default/quick' }) }),
  );
});

test('a name that the Git host has for no repository is a problem of its field', async () => {
  expect(await submit({ name: 'odd', owner: 'payments', 'repoUrl.repo': '-odd' })).toMatchObject({
    kind: 'problems',
    problems: [{ field: 'repoUrl.repo', message: '"-odd" cannot be the name of an owner or a repository.' }],
  });
});

test('the name of a repository that a template makes of another parameter is a problem of that one', async () => {
  await submit({ name: 'from-name', owner: 'payments', 'repoUrl.repo': 'from-name' });
  await started.whenShown(ended('from-name'));
  expect(await submit({ name: 'from-name', owner: 'payments' }, 'named')).toMatchObject({
    kind: 'problems',
    problems: [{ field: 'name', message: 'There is a repository callboard/from-name on local already.' }],
  });
});

test.each(['silent', 'down'])(
  'a form for a host that is %s is taken, and the run refuses a taken name',
  async (host) => {
    expect(await submit({ name: host, owner: 'payments', 'repoUrl.repo': host }, host)).toEqual({ kind: 'kept' });
    const answer = await started.whenShown(
      (shown) => shown.kind === 'progress' && JSON.stringify(shown).includes(`on ${host} already`),
    );
    expect(answer).toMatchObject({
      status: 'failed',
      steps: [
        { name: 'Files', status: 'waiting' },
        {
          name: 'Repository',
          status: 'failed',
          detail: `There is a repository acme/${host} on ${host} already. Start again with another name; nothing was made.`,
        },
        { name: 'Catalog', status: 'waiting' },
      ],
    });
  },
);

test('a run that failed before it made anything offers its form again, filled as it was', async () => {
  await submit({ name: 'again', owner: 'payments', 'repoUrl.repo': 'again' }, 'misspelt');
  const answer = await started.whenShown(ended('nmae'));
  if (answer.kind !== 'progress') throw new Error('no progress');
  expect(answer.buttons.map(({ label }) => label)).toEqual([
    'Retry from here',
    'Correct and start again',
    'Leave it',
    'Log',
  ]);
  const [, button] = answer.buttons;
  if (button === undefined || 'url' in button) throw new Error(`no button: ${JSON.stringify(answer)}`);
  const asked = await started.say({ kind: 'press', press: button.press });
  expect(asked).toMatchObject({
    kind: 'form',
    submit: { command: 'create', values: { template: 'template:default/misspelt' } },
    values: { name: 'again', owner: 'group:default/payments', 'repoUrl.repo': 'again' },
  });
});

test('the form of a run that is not there any more is a choice among templates', async () => {
  const press = { command: 'create', values: { again: 'nonesuch' } };
  expect(await started.say({ kind: 'press', press })).toMatchObject({
    kind: 'choice',
    question: 'That template is gone. What do you want to create?',
  });
});

test('a misspelt variable of a skeleton is refused with its place, and nothing is published', async () => {
  await submit({ name: 'mistaken', owner: 'payments', 'repoUrl.repo': 'mistaken' }, 'misspelt');
  const answer = await started.whenShown((shown) => JSON.stringify(shown).includes('nmae'));
  expect(answer).toMatchObject({
    status: 'failed',
    steps: [
      {
        status: 'failed',
        detail: expect.stringContaining('skeleton/src/index.js:2:18: undefined variable: values.nmae'),
      },
      { status: 'waiting' },
      { status: 'waiting' },
    ],
  });
  expect(await readdir(path.join(started.folder, 'data', 'local-git', 'callboard'))).not.toContain('mistaken.git');
});

test.each([
  ['is not valid', 'broken', 'broken', 'catalog-info.yaml:1:1'],
  ['has a name that the catalog has already', 'whole', 'taken', 'component:default/taken is named in'],
])('a catalog file that %s ends the run before a repository is made', async (_, of, name, problem) => {
  await writeFile(path.join(started.folder, 'taken.yaml'), entity.replace(/\$.*?\}\}/g, 'taken'));
  await started.catalog.ingest(['taken.yaml'], started.folder);
  await submit({ name, owner: 'payments', 'repoUrl.repo': `no-${name}` }, of);
  const failed = await started.whenShown(ended(problem));
  expect(failed).toMatchObject({
    status: 'failed',
    steps: [{ status: 'done' }, { status: 'waiting' }, { status: 'failed', detail: expect.stringContaining(problem) }],
    lines: [],
    buttons: [
      { label: 'Retry from here' },
      { label: 'Correct and start again' },
      { label: 'Leave it' },
      { label: 'Log' },
    ],
  });
  expect(await readdir(path.join(started.folder, 'data', 'local-git', 'callboard'))).not.toContain(`no-${name}.git`);
});

test('a catalog file that brings nothing fails the step with its problems, and the repository that is left is named', async () => {
  await submit({ name: 'lost', owner: 'payments', 'repoUrl.repo': 'lost' }, 'unregistrable');
  const failed = await started.whenShown(ended('callboard/lost'));
  expect(failed).toMatchObject({
    status: 'failed',
    steps: [
      { status: 'done' },
      { status: 'done' },
      { status: 'failed', detail: expect.stringContaining('has no catalog-info.yaml') },
    ],
    lines: [
      [
        'It left ',
        { text: 'the repository callboard/lost on local', url: 'http://localhost:3000/git/callboard/lost' },
        '.',
      ],
    ],
    buttons: [{ label: 'Retry from here' }, { label: 'Undo what it made' }, { label: 'Leave it' }, { label: 'Log' }],
  });
});

test('a template with an unknown action or for a host that is not configured is refused before its form', async () => {
  expect(await started.say({ kind: 'command', command: 'create', text: 'unknown-action' })).toMatchObject({
    kind: 'refusal',
    message: 'unknown-action title uses the action fetch:magic, which no plugin provides.',
  });
  expect(await started.say({ kind: 'command', command: 'create', text: 'gitlab' })).toMatchObject({
    kind: 'refusal',
    message: expect.stringContaining('"repoUrl" needs the Git host gitlab.com, and none is configured'),
  });
});

test('runs are listed, latest first, and one is shown with its steps', async () => {
  await submit({ name: 'listed', owner: 'payments', 'repoUrl.repo': 'listed' });
  await started.whenShown(ended('listed'));
  const list = await started.say({ kind: 'sentence', text: 'show my runs' });
  expect(list).toMatchObject({ kind: 'list', title: 'Your latest runs' });
  const [latest] = await started.store.runs.latest(1, ada);
  expect(latest?.values['name']).toBe('listed');
  // One that is done waits for nobody.
  const open = await started.say({ kind: 'sentence', text: 'show my open runs' });
  expect(open).toMatchObject({ kind: 'list', title: expect.stringContaining('Your open runs') });
  expect(JSON.stringify(open)).not.toContain(latest?.id.slice(0, 8));
  const shown = await started.say({ kind: 'command', command: 'runs', text: latest?.id.slice(0, 8) ?? '' });
  expect(shown).toMatchObject({ kind: 'progress', status: 'done', steps: [{}, {}, {}] });
  expect(await started.say({ kind: 'command', command: 'runs', text: 'nonesuch' })).toMatchObject({
    kind: 'refusal',
    code: 'no-such-run',
  });
});
