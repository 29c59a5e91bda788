import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { toJson } from '#callboard/core/storage/json.ts';
import { pushFolder } from '#callboard/git/push-folder.ts';
import gitlab, { type GitLabConfiguration } from '#callboard/plugins/gitlab/gitlab-plugin.ts';
import { buildEntity, toYaml } from '../../catalog/entity-builder.ts';
import { setUpCatalog, temporaryFolder, writeFiles } from '../../catalog/start-catalog.ts';
import { makeBareRepository } from '../../fixtures/git-http-server.ts';
import { createGroupDouble, type DoubleProject } from './group-double.ts';

const token = 'glpat-good';
const info = (name: string, spec = {}) => ({ 'catalog-info.yaml': toYaml(buildEntity({ name, spec })) });
const project = (path: string, rest: Partial<DoubleProject> = {}): DoubleProject => ({
  path: `acme/${path}`,
  files: info(path.replaceAll('/', '-')),
  ...rest,
});
const fileOf = (path: string, file = 'catalog-info.yaml') =>
  `/api/v4/projects/${encodeURIComponent(`acme/${path}`)}/repository/files/${encodeURIComponent(file)}`;

type Group = NonNullable<GitLabConfiguration['groups']>[number];

async function startGroup(
  projects: readonly DoubleProject[],
  group: Partial<Group> = {},
  rest: Partial<GitLabConfiguration> = {},
) {
  const double = await createGroupDouble(token);
  onTestFinished(double.close);
  for (const each of projects) double.put(each);
  const folder = temporaryFolder();
  const configuration = {
    host: 'gitlab.test',
    apiUrl: `${double.url}/api/v4`,
    token,
    groups: [{ name: 'acme', ...group }],
    ...rest,
  };
  const started = await setUpCatalog(folder, {}, undefined, undefined, {
    plugin: gitlab,
    configuration: toJson(configuration),
  });
  const { service } = started;
  const sync = () => service.ingest(undefined, folder);
  const names = () => service.directory.ofKind('component').map(({ entity }) => entity.metadata.name);
  return { ...started, double, sync, names, directory: service.directory };
}

describe('a group', () => {
  test('brings in the files of its projects and those of the groups in it, with the addresses of their pages', async () => {
    const { sync, names, directory, double } = await startGroup([
      project('billing'),
      project('shop/payments', {
        files: {
          'catalog-info.yaml': toYaml(
            buildEntity({ kind: 'Location', name: 'all', spec: { targets: ['./services/*/info.yaml'] } }),
          ),
          'services/a/info.yaml': toYaml(
            buildEntity({ kind: 'API', name: 'a-api', spec: { definition: { $text: '../../api.graphql' } } }),
          ),
          'services/b/info.yaml': toYaml(buildEntity({ name: 'b' })),
          'api.graphql': 'type Query',
        },
      }),
      project('empty', { files: {} }),
    ]);
    expect(await sync()).toMatchObject({ files: 4, added: 4, problems: [] });
    expect(names()).toEqual(['b', 'billing']);
    expect(directory.get('component:default/b')?.origin).toMatchObject({
      sourceId: 'gitlab:gitlab.test/acme',
      file: 'shop/payments/-/services/b/info.yaml',
      viewUrl: `${double.url}/acme/shop/payments/-/blob/main/services/b/info.yaml`,
    });
    expect(directory.get('api:default/a-api')?.entity.spec?.['definition']).toBe('type Query');
  });

  test.each<readonly [Partial<Group>, readonly string[]]>([
    [{}, ['internal', 'plain', 'shop-service-a', 'tagged']],
    [{ archived: true }, ['internal', 'old', 'plain', 'shop-service-a', 'tagged']],
    [{ include: ['service-*', 'plain'] }, ['plain', 'shop-service-a']],
    [{ include: ['shop/*'] }, ['shop-service-a']],
    [{ exclude: ['*a*', 'shop/**'] }, []],
    [{ topics: ['catalog'] }, ['tagged']],
    [{ visibility: ['internal'] }, ['internal']],
    [{ paths: ['other.yaml'] }, []],
    [{ branch: 'next' }, ['of-next']],
    [{ branch: 'gone' }, []],
  ])('narrowed by %j is that of %j', async (group, expected) => {
    const { sync, names } = await startGroup(
      [
        project('plain', { branches: { next: info('of-next') } }),
        project('old', { archived: true }),
        project('shop/service-a'),
        project('tagged', { topics: ['x', 'catalog'] }),
        project('internal', { visibility: 'internal' }),
      ],
      group,
    );
    expect((await sync()).problems).toEqual([]);
    expect(names()).toEqual(expected);
  });

  test('of 3,000 projects that did not change costs the 30 requests of its listing', async () => {
    const all = Array.from({ length: 2999 }, (_, index) => project(`p${index}`, { files: {} }));
    const { sync, double } = await startGroup([...all, project('zz')]);
    await sync();
    double.takeAsked();
    expect(await sync()).toMatchObject({ unchanged: 1, problems: [] });
    expect(double.takeAsked()).toEqual(Array.from({ length: 30 }, () => 'POST /api/graphql'));
    double.put(project('zz', { files: info('zz', { tier: 2 }) }));
    expect(await sync()).toMatchObject({ changed: 1 });
    expect(double.takeAsked().filter((path) => path !== 'POST /api/graphql')).toEqual([`GET ${fileOf('zz')}`]);
  });

  test('lists the files of a project, by the hundred, only where a glob asks for them', async () => {
    const files = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`docs/${index}.md`, '']));
    const { sync, names, double } = await startGroup([project('a', { files: { ...files, ...info('a') } })], {
      paths: ['**/catalog-info.yaml'],
    });
    await sync();
    expect(names()).toEqual(['a']);
    expect(double.takeAsked().filter((path) => path.endsWith('/tree'))).toHaveLength(2);
  });

  test('keeps what a project said that cannot be read, and says why; the others go on', async () => {
    const { sync, names, double, directory } = await startGroup([project('a'), project('b')]);
    await sync();
    double.fail(fileOf('a'), { status: 500, body: { message: 'oops' } });
    double.put(project('a', { files: info('a', { tier: 2 }) }));
    double.put(project('b', { files: info('b2') }));
    const { problems } = await sync();
    expect(problems).toMatchObject([{ file: 'a/-', message: expect.stringContaining('cannot be reached') }]);
    expect(names()).toEqual(['a', 'b2']);
    expect(directory.get('component:default/a')?.standing).toBeUndefined();
    double.fail(fileOf('a'), undefined);
    expect(await sync()).toMatchObject({ changed: 1, problems: [] });
  });

  test('goes on the next time with what a limit left, and keeps what it read before', async () => {
    const { sync, names, double } = await startGroup(['a', 'b', 'c'].map((name) => project(name)));
    double.fail(fileOf('b'), { status: 429, body: { message: 'Retry later' }, headers: { 'retry-after': '3600' } });
    const { problems } = await sync();
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/limits how often.*Try again in 60 min\. What follows is read then\./);
    expect(names()).toEqual(['a']);
    double.takeAsked();
    double.fail(fileOf('b'), undefined);
    expect(await sync()).toMatchObject({ problems: [] });
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(double.takeAsked()).not.toContain(`GET ${fileOf('a')}`);
  });

  test('that is gone, or of which half cannot be listed, keeps what it said, and says so', async () => {
    const { sync, names, double } = await startGroup([project('a')]);
    await sync();
    const half = { data: { group: { page: { nodes: [] } } }, errors: [{ message: 'Timeout on validation of query' }] };
    double.fail('/api/graphql', { status: 200, body: half });
    expect((await sync()).problems).toMatchObject([
      { file: 'the GitLab group acme', message: expect.stringContaining('Timeout on validation of query') },
    ]);
    double.fail('/api/graphql', undefined);
    double.removeGroup('acme');
    expect((await sync()).problems).toMatchObject([{ message: expect.stringContaining('knows no group acme') }]);
    expect(names()).toEqual(['a']);
  });

  test('whose project is gone, renamed or archived, or loses its file, leaves orphans', async () => {
    const { sync, directory, double, names } = await startGroup(['a', 'b', 'c', 'd', 'e'].map((name) => project(name)));
    await sync();
    double.remove('acme/a');
    double.put(project('b', { archived: true }));
    double.put(project('c', { files: { 'README.md': '' } }));
    double.remove('acme/d');
    double.put(project('renamed', { files: info('d') }));
    expect(await sync()).toMatchObject({ orphaned: 3, removed: 0 });
    for (const name of ['a', 'b', 'c']) {
      expect(directory.get(`component:default/${name}`)?.standing?.kind).toBe('orphaned');
    }
    expect(names()).toEqual(['a', 'b', 'c', 'd', 'e']);
    const moved = directory.get('component:default/d');
    expect(moved?.origin.file).toBe('renamed/-/catalog-info.yaml');
    expect(moved?.standing).toBeUndefined();
  });

  test('is told of a file that is too large, or is no text', async () => {
    const { sync } = await startGroup([
      project('large', { files: { 'catalog-info.yaml': 'a'.repeat(1024 * 1024 + 1) } }),
      project('huge', { files: { 'catalog-info.yaml': 'a'.repeat(9 * 1024 * 1024) } }),
      project('binary', { files: { 'catalog-info.yaml': '\0' } }),
    ]);
    expect((await sync()).problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      expect.stringMatching(/^large\/-\/catalog-info.yaml: .*has 1048577 bytes/),
      expect.stringMatching(/^huge\/-\/catalog-info.yaml: .*far larger than the 1 MiB/),
      expect.stringMatching(/^binary\/-\/catalog-info.yaml: .*binary data/),
    ]);
  });

  test('says that the token is refused, and not the token', async () => {
    const { sync } = await startGroup([], {}, { token: 'glpat-bad' });
    const [problem] = (await sync()).problems;
    expect(problem?.message).toMatch(/refused the token.*GITLAB_TOKEN/);
    expect(problem?.message).not.toContain('glpat-bad');
  });

  test('has its members and the groups in it as users and groups', async () => {
    const { sync, directory, double } = await startGroup([], { people: true });
    const ada = { username: 'ada', name: 'Ada Moreno', publicEmail: 'ada@example.com' };
    const many = Array.from({ length: 120 }, (_, index) => ({ username: `u${index}`, name: `User ${index}` }));
    double.putGroup({ fullPath: 'acme', name: 'Acme', members: [ada] });
    double.putGroup({ fullPath: 'acme/shop', name: 'Shop', description: 'Sells', members: [...many, ada] });
    double.putGroup({
      fullPath: 'acme/shop/payments',
      name: 'Payments',
      members: [
        { username: 'group_1_bot', name: 'A token', bot: true },
        { username: 'gone', name: 'Gone', state: 'blocked' },
      ],
    });
    expect(await sync()).toMatchObject({ added: 124, problems: [] });
    expect(directory.related('user:default/ada', 'memberOf').toSorted()).toEqual([
      'group:default/acme',
      'group:default/shop',
    ]);
    expect(directory.related('group:default/shop', 'hasMember')).toHaveLength(121);
    expect(directory.related('group:default/shop', 'parentOf')).toEqual(['group:default/shop-payments']);
    expect(directory.get('group:default/shop')?.entity.metadata).toMatchObject({
      description: 'Sells',
      annotations: { 'gitlab.test/team-path': 'acme/shop' },
    });
    expect(await sync()).toMatchObject({ unchanged: 124, changed: 0 });
  });
});

test('a template of a project in a group is checked out with its skeleton when a run needs it', async () => {
  const files = { ...info('tool'), 'skeleton/README.md': '# New' };
  const { sync, directory, double, point } = await startGroup([project('shop/tool', { files })]);
  const repositories = temporaryFolder();
  const content = temporaryFolder();
  writeFiles(content, files);
  const bare = await makeBareRepository(repositories, 'acme/shop/tool');
  await pushFolder(content, bare, { branch: 'main', runId: 'run-1' });
  double.serveRepositories(repositories);
  await sync();
  const entry = directory.get('component:default/tool');
  if (!entry) throw new Error('the component is not there');
  const { folder } = await point.checkOut(entry, ['./skeleton']);
  expect(await readFile(join(folder, dirname(entry.origin.file), 'skeleton/README.md'), 'utf8')).toBe('# New');
});

describe('a webhook', () => {
  const webhookSecret = 'a secret of some length';

  async function startWebhook(group: Partial<Group> = {}) {
    const started = await startGroup([project('a')], group, { webhookSecret });
    await started.core.start();
    const port = await started.core.http.listen('127.0.0.1', 0);
    const send = async (payload: object, secret: string | undefined = webhookSecret) =>
      (
        await fetch(`http://127.0.0.1:${port}/gitlab/webhook`, {
          method: 'POST',
          body: JSON.stringify(payload),
          headers: { 'content-type': 'application/json', 'x-gitlab-token': secret },
        })
      ).status;
    return { ...started, send };
  }

  test.each([
    [
      'of a push',
      {
        object_kind: 'push',
        project: { path_with_namespace: 'Acme/a', git_http_url: 'http://gitlab.test/acme/a.git' },
      },
    ],
    [
      'of a project that moved away',
      { event_name: 'project_transfer', path_with_namespace: 'other/a', old_path_with_namespace: 'acme/a' },
    ],
    ['of a group', { event_name: 'subgroup_create', full_path: 'acme/shop' }],
  ])('%s has the group synced within seconds', async (_what, payload) => {
    const { send, double, core, names } = await startWebhook();
    await core.open();
    await expect.poll(names, { timeout: 5000 }).toEqual(['a']);
    double.put(project('a', { files: info('pushed') }));
    expect(await send(payload)).toBe(202);
    await expect.poll(names, { timeout: 8000 }).toEqual(['pushed']);
  });

  test('of a member has groups with people synced', async () => {
    const { send, double, core, directory } = await startWebhook({ people: true });
    await core.open();
    await expect.poll(() => directory.ofKind('group').length, { timeout: 5000 }).toBe(1);
    double.putGroup({ fullPath: 'acme', name: 'Acme', members: [{ username: 'ada', name: 'Ada' }] });
    expect(await send({ event_name: 'user_add_to_group', group_path: 'acme' })).toBe(202);
    await expect.poll(() => directory.ofKind('user').length, { timeout: 8000 }).toBe(1);
  });

  test.each(['', 'another secret of theirs', 'a secret of some lengt', 'a secret of some lengthy'])(
    'with the secret %j is refused',
    async (secret) => {
      const { send, double } = await startWebhook();
      double.takeAsked();
      expect(await send({ object_kind: 'push', project: { path_with_namespace: 'acme/a' } }, secret)).toBe(401);
      expect(double.takeAsked()).toEqual([]);
    },
  );

  test('of another event, or of another group, does nothing', async () => {
    const { send, double } = await startWebhook();
    double.takeAsked();
    expect(await send({ object_kind: 'note', project: { path_with_namespace: 'acme/a' } })).toBe(204);
    expect(await send({ object_kind: 'push', project: { path_with_namespace: 'acme-other/a' } })).toBe(202);
    expect(double.takeAsked()).toEqual([]);
  });
});
