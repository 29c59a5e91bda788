import { createHmac } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import github, { type GitHubConfiguration } from '#callboard/plugins/github/github-plugin.ts';
import { toJson } from '#callboard/core/storage/json.ts';
import { buildEntity, toYaml } from '../../catalog/entity-builder.ts';
import { setUpCatalog, temporaryFolder } from '../../catalog/start-catalog.ts';
import { createOrganisationDouble, type DoubleRepository } from './organisation-double.ts';

const token = 'ghp_good';
const info = (name: string, spec = {}) => ({ 'catalog-info.yaml': toYaml(buildEntity({ name, spec })) });
const repository = (name: string, rest: Partial<DoubleRepository> = {}): DoubleRepository => ({
  name,
  files: info(name),
  ...rest,
});

type Organisation = NonNullable<GitHubConfiguration['organisations']>[number];

async function startOrganisation(
  repositories: readonly DoubleRepository[],
  organisation: Partial<Organisation> = {},
  rest: Partial<GitHubConfiguration> = {},
) {
  const double = await createOrganisationDouble(token);
  onTestFinished(double.close);
  for (const each of repositories) double.put(each);
  const folder = temporaryFolder();
  const configuration = {
    host: 'github.test',
    apiUrl: double.apiUrl,
    token,
    organisations: [{ name: 'acme', ...organisation }],
    ...rest,
  };
  const started = await setUpCatalog(folder, {}, undefined, undefined, {
    plugin: github,
    configuration: toJson(configuration),
  });
  const { service } = started;
  const sync = () => service.ingest(undefined, folder);
  const names = () => service.directory.ofKind('component').map(({ entity }) => entity.metadata.name);
  return { ...started, double, sync, names, directory: service.directory };
}

describe('an organisation', () => {
  test('brings in the files of its repositories, with the addresses of their pages', async () => {
    const { sync, names, directory } = await startOrganisation([
      repository('billing'),
      repository('payments', {
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
      repository('empty', { files: {} }),
    ]);
    expect(await sync()).toMatchObject({ files: 4, added: 4, problems: [] });
    expect(names()).toEqual(['b', 'billing']);
    expect(directory.get('component:default/b')?.origin).toMatchObject({
      sourceId: 'github:github.test/acme',
      file: 'payments/services/b/info.yaml',
      viewUrl: 'http://github.test/acme/payments/blob/main/services/b/info.yaml',
    });
    expect(directory.get('api:default/a-api')?.entity.spec?.['definition']).toBe('type Query');
  });

  test.each<readonly [Partial<Organisation>, readonly string[]]>([
    [{}, ['internal', 'plain', 'service-a', 'tagged']],
    [{ archived: true }, ['internal', 'old', 'plain', 'service-a', 'tagged']],
    [{ include: ['service-*', 'plain'] }, ['plain', 'service-a']],
    [{ exclude: ['*a*'] }, []],
    [{ topics: ['catalog'] }, ['tagged']],
    [{ visibility: ['internal'] }, ['internal']],
    [{ paths: ['other.yaml'] }, []],
  ])('narrowed by %j is that of %j', async (organisation, expected) => {
    const { sync, names } = await startOrganisation(
      [
        repository('plain'),
        repository('old', { archived: true }),
        repository('service-a'),
        repository('tagged', { topics: ['x', 'catalog'] }),
        repository('internal', { visibility: 'internal' }),
      ],
      organisation,
    );
    await sync();
    expect(names()).toEqual(expected);
  });

  test('of 3,000 repositories that did not change costs its listing, all of it free of the rate limit', async () => {
    const all = Array.from({ length: 3000 }, (_, index) =>
      repository(`r${String(index).padStart(4, '0')}`, { files: {} }),
    );
    const { sync, double } = await startOrganisation([...all.slice(0, 2999), repository('zz')]);
    await sync();
    double.takeAsked();
    expect(await sync()).toMatchObject({ unchanged: 1, problems: [] });
    expect(double.takeAsked()).toEqual(Array.from({ length: 30 }, () => 'GET /orgs/acme/repos'));
    double.put(repository('zz', { pushedAt: '2026-02-02T00:00:00Z', files: info('zz', { tier: 2 }) }));
    expect(await sync()).toMatchObject({ changed: 1 });
    expect(double.takeAsked().filter((path) => path !== 'GET /orgs/acme/repos')).toEqual([
      'GET /repos/acme/zz/git/trees/main',
      expect.stringMatching(/^GET \/repos\/acme\/zz\/git\/blobs\//),
    ]);
  });

  test('keeps what a repository said that cannot be read, and says why; the others go on', async () => {
    const { sync, names, double, directory } = await startOrganisation([repository('a'), repository('b')]);
    await sync();
    double.fail('/repos/acme/a/git/trees/main', { status: 500, body: { message: 'oops' } });
    double.put(repository('a', { pushedAt: 'later' }));
    double.put(repository('b', { pushedAt: 'later', files: info('b2') }));
    const { problems } = await sync();
    expect(problems).toMatchObject([{ file: 'a', message: expect.stringContaining('cannot be reached') }]);
    expect(names()).toEqual(['a', 'b2']);
    expect(directory.get('component:default/a')?.standing).toBeUndefined();
    double.fail('/repos/acme/a/git/trees/main', undefined);
    expect(await sync()).toMatchObject({ problems: [] });
  });

  test('goes on the next time with what a limit left, and keeps what it read before', async () => {
    const { sync, names, double } = await startOrganisation(['a', 'b', 'c'].map((name) => repository(name)));
    const retry = { 'retry-after': '3600' };
    double.fail('/repos/acme/b/git/trees/main', { status: 403, body: { message: 'rate limit' }, headers: retry });
    const { problems } = await sync();
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/limits how often.*Try again in 60 min\. What follows is read then\./);
    expect(names()).toEqual(['a']);
    double.takeAsked();
    double.fail('/repos/acme/b/git/trees/main', undefined);
    expect(await sync()).toMatchObject({ problems: [] });
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(double.takeAsked()).not.toContain('GET /repos/acme/a/git/trees/main');
  });

  test('that is gone keeps what it said, and says so', async () => {
    const { sync, names, double } = await startOrganisation([repository('a')]);
    await sync();
    double.fail('/orgs/acme/repos', { status: 404, body: { message: 'Not Found' } });
    expect((await sync()).problems).toMatchObject([{ file: 'the GitHub organisation acme' }]);
    expect(names()).toEqual(['a']);
  });

  test('whose repository is gone, renamed or archived leaves orphans', async () => {
    const { sync, directory, double } = await startOrganisation([repository('a'), repository('b'), repository('c')]);
    await sync();
    double.remove('a');
    double.put(repository('b', { archived: true }));
    expect(await sync()).toMatchObject({ orphaned: 2, removed: 0 });
    expect(directory.get('component:default/a')?.standing?.kind).toBe('orphaned');
  });

  test('of repositories without such files is no problem', async () => {
    const { sync } = await startOrganisation([repository('a', { files: {} })]);
    expect(await sync()).toMatchObject({ files: 0, problems: [] });
  });

  test('with more files in a repository than GitHub lists says which one', async () => {
    const { sync, double } = await startOrganisation([repository('a'), repository('b')]);
    double.fail('/repos/acme/a/git/trees/main', { status: 200, body: { tree: [], truncated: true } });
    expect((await sync()).problems).toMatchObject([
      { file: 'a', message: expect.stringContaining('more files than GitHub lists. Add this repository') },
    ]);
  });

  test('has its members and teams as users and groups', async () => {
    const { sync, directory, double } = await startOrganisation([], { people: true });
    const page = <Node>(nodes: readonly Node[], endCursor: string | null = null) => ({
      page: { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } },
    });
    double.setPeople({
      'members:null': page([{ login: 'Ada', name: 'Ada Moreno', email: 'ada@example.com' }], 'next'),
      'members:next': page([{ login: 'ben', name: null, email: '' }]),
      'teams:null': page([
        {
          slug: 'core',
          name: 'Core',
          description: 'All of it',
          parentTeam: null,
          members: { nodes: [{ login: 'ben' }], pageInfo: { hasNextPage: true, endCursor: 'more' } },
        },
        {
          slug: 'payments',
          name: 'Payments',
          description: null,
          parentTeam: { slug: 'core' },
          members: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
        },
      ]),
      'team:more': { team: page([{ login: 'Ada' }]) },
    });
    expect(await sync()).toMatchObject({ added: 4, problems: [] });
    expect(directory.related('group:default/core', 'hasMember').toSorted()).toEqual([
      'user:default/ada',
      'user:default/ben',
    ]);
    expect(directory.related('group:default/core', 'parentOf')).toEqual(['group:default/payments']);
    expect(directory.get('user:default/ada')?.entity.metadata.annotations).toMatchObject({
      'github.com/user-login': 'Ada',
    });
    expect(await sync()).toMatchObject({ unchanged: 4, changed: 0 });
  });
});

describe('a webhook', () => {
  const webhookSecret = 'a secret of some length';
  const sign = (body: string, secret = webhookSecret) =>
    `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

  async function startWebhook() {
    const started = await startOrganisation([repository('a')], {}, { webhookSecret });
    await started.core.start();
    const port = await started.core.http.listen('127.0.0.1', 0);
    const send = async (body: string, headers: Readonly<Record<string, string>>) =>
      (
        await fetch(`http://127.0.0.1:${port}/github/webhook`, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json', ...headers },
        })
      ).status;
    return { ...started, send };
  }

  test('of a push has the organisation synced within seconds', async () => {
    const { send, double, core, names } = await startWebhook();
    await core.open();
    await expect.poll(names, { timeout: 5000 }).toEqual(['a']);
    double.put(repository('a', { pushedAt: 'later', files: info('pushed') }));
    const body = JSON.stringify({
      ref: 'refs/heads/main',
      organization: { login: 'Acme' },
      repository: { clone_url: 'https://github.test/acme/a.git' },
    });
    expect(await send(body, { 'x-github-event': 'push', 'x-hub-signature-256': sign(body) })).toBe(202);
    await expect.poll(names, { timeout: 8000 }).toEqual(['pushed']);
  });

  test.each([
    ['that is not signed', {}],
    ['that is signed with another secret', { 'x-hub-signature-256': sign('{}', 'another secret of theirs') }],
    ['whose signature is of another text', { 'x-hub-signature-256': sign('{ }') }],
    ['whose signature is cut', { 'x-hub-signature-256': sign('{}').slice(0, 20) }],
  ])('%s is refused', async (_what, headers) => {
    const { send } = await startWebhook();
    expect(await send('{}', { 'x-github-event': 'push', ...headers })).toBe(401);
  });

  test('of another event, or that is no JSON, does nothing', async () => {
    const { send, double } = await startWebhook();
    double.takeAsked();
    expect(await send('{}', { 'x-github-event': 'ping', 'x-hub-signature-256': sign('{}') })).toBe(204);
    expect(await send('payload=1', { 'x-github-event': 'push', 'x-hub-signature-256': sign('payload=1') })).toBe(202);
    expect(double.takeAsked()).toEqual([]);
  });
});
