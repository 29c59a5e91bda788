import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  GitPullRequest,
  GitRepository,
  GitRepositoryCreateOptions,
} from 'azure-devops-node-api/interfaces/GitInterfaces.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultAuthor } from '#callboard/git/push-folder.ts';
import { createPublishAzure } from '#callboard/plugins/azure-devops/actions/publish-azure.ts';
import { createAzureDevOps } from '#callboard/plugins/azure-devops/create-azure-devops.ts';
import { createRemoteGitHost } from '#callboard/scaffolder/hosts/remote-git-host.ts';
import { createLiquidEngine } from '#callboard/scaffolder/liquid-engine.ts';
import { pushIntoBare, requestOf } from '../../contracts/git-host.ts';
import { describeRemoteGitHost } from '../../contracts/remote-git-host.ts';
import { createHostDouble, type DoubleAnswer, type Vendor } from '../../fixtures/host-double.ts';
import { createSilentLogger } from '../../fixtures/silent-logger.ts';

const token = 'azure-secret';
const organization = 'acme';
const project = 'shop';
const never = new AbortController().signal;

/**
 * What a body may have, by Microsoft's own types. Its description of the paths is in no package: those are as
 * https://learn.microsoft.com/rest/api/azure/devops/git has them.
 */
const creatable: readonly (keyof GitRepositoryCreateOptions)[] = ['name', 'parentRepository', 'project'];
const changeable: readonly (keyof GitRepository)[] = ['name', 'defaultBranch', 'isDisabled'];
const requestable: readonly (keyof GitPullRequest)[] = ['sourceRefName', 'targetRefName', 'title', 'description'];

/** An organisation of Azure DevOps with a project. */
async function createAzureDouble() {
  const violations: string[] = [];
  /** By `project/name`. */
  const kept = new Map<string, GitRepository>();
  let made = 0;
  const requests: Readonly<Record<string, unknown>>[] = [];
  const refused = (status: number, message: string): DoubleAnswer => ({
    status,
    body: { $id: '1', message, typeKey: 'GitException', errorCode: 0 },
  });
  const nameOf = (reference: string) =>
    [...kept].find(
      ([name, { id }]) => id === reference || name.toLowerCase() === `${project}/${reference}`.toLowerCase(),
    );

  const answer: Vendor['answer'] = async ({ method, path, query, authorization, body }, repositories) => {
    const others = method === 'POST' ? creatable : changeable;
    const known = path.endsWith('/pullrequests') ? requestable : others;
    const unknown = Object.keys(body).filter((key) => !known.some((one) => one === key));
    if (unknown.length > 0) violations.push(`${method} ${path}: there is no property ${unknown.join(', ')}`);
    if (query.get('api-version') !== '7.1') violations.push(`${method} ${path}: names no version`);
    if (authorization !== `Basic ${Buffer.from(`:${token}`).toString('base64')}`) return { status: 203 };
    const [, owner, reference, rest = ''] =
      /^\/([^/]+)\/_apis\/git\/repositories(?:\/([^/]+)(\/.*)?)?$/.exec(path) ?? [];
    if (owner !== project) return refused(404, `TF200016: The following project does not exist: ${owner}.`);
    if (reference === undefined) {
      if (method !== 'POST') violations.push(`${method} ${path}: there is no such operation`);
      const name = String(body['name']);
      if (name.length > 64) return refused(400, 'VS403714: The repository name is too long.');
      if (nameOf(name)) return refused(409, `TF400948: A Git repository with the name ${name} already exists.`);
      await repositories.make(`${project}/${name}`);
      made += 1;
      const repository = { id: `id-${made}`, name, remoteUrl: 'https://acme@elsewhere.example' };
      kept.set(`${project}/${name}`, repository);
      return { status: 201, body: repository };
    }
    const [fullName, repository] = nameOf(reference) ?? [];
    if (fullName === undefined || repository === undefined) {
      return refused(404, `TF401019: The Git repository with name or identifier ${reference} does not exist.`);
    }
    const commit = /^\/commits\/(\w+)$/.exec(rest)?.[1];
    if (commit !== undefined) {
      const heads = await Promise.all(['main', 'trunk', 'master'].map((one) => repositories.headOf(fullName, one)));
      const head = heads.find((one) => one?.sha === commit);
      return head ? { status: 200, body: { commitId: commit, comment: head.message } } : refused(404, 'TF401174');
    }
    if (rest === '/refs') {
      const begin = (query.get('filter') ?? '').replace(/^heads\//, '');
      const names = (await repositories.branchesOf(fullName)).filter((name) => name.startsWith(begin));
      const heads = names.map(async (name) => {
        const head = await repositories.headOf(fullName, name);
        return { name: `refs/heads/${name}`, objectId: head?.sha };
      });
      const value = await Promise.all(heads);
      return { status: 200, body: { count: value.length, value } };
    }
    if (rest === '/pullrequests' && method === 'POST') {
      requests.push({ ...body, pullRequestId: requests.length + 1 });
      return { status: 201, body: requests.at(-1) };
    }
    if (rest === '/pullrequests') {
      if (query.get('searchCriteria.status') !== 'all') violations.push(`${method} ${path}: lists the active alone`);
      const source = query.get('searchCriteria.sourceRefName');
      return { status: 200, body: { value: requests.filter((one) => one['sourceRefName'] === source) } };
    }
    if (rest !== '') violations.push(`${method} ${path}: there is no such operation`);
    if (method === 'DELETE') {
      if (reference !== repository.id) violations.push(`DELETE ${path}: takes an id`);
      kept.delete(fullName);
      await repositories.remove(fullName);
      return { status: 204 };
    }
    if (method === 'PATCH') {
      const branch = String(body['defaultBranch']).replace('refs/heads/', '');
      if (!(await repositories.knows(fullName, branch)))
        return refused(400, `TF401027: The branch ${branch} does not exist.`);
      const renamed = `${project}/${String(body['name'])}`;
      if (renamed !== fullName && kept.has(renamed))
        return refused(409, 'TF400948: A Git repository of that name exists.');
      await repositories.setDefault(fullName, branch);
      await repositories.rename(fullName, renamed);
      kept.delete(fullName);
      kept.set(renamed, { ...repository, name: String(body['name']), defaultBranch: `refs/heads/${branch}` });
      return { status: 200, body: kept.get(renamed) };
    }
    return { status: 200, body: repository };
  };

  const double = await createHostDouble({
    apiPath: `/${organization}`,
    token,
    repositoryOf: (path) => {
      const [, owner, name] = /^\/acme\/([^/]+)\/_git\/([^/]+)\//.exec(path) ?? [];
      return owner === undefined || name === undefined ? undefined : `${owner}/${name}`;
    },
    answer,
    failure: (message) => ({ message }),
  });
  const makeStrangers = async (owner: string, name: string) => {
    await double.repositories.make(`${owner}/${name}`);
    kept.set(`${owner}/${name}`, { id: `stranger-${name}`, name, defaultBranch: 'refs/heads/main' });
    await double.pushStrangers(`${owner}/${name}`);
  };
  return { ...double, kept, violations, makeStrangers };
}

async function createTested() {
  const double = await createAzureDouble();
  const waited: number[] = [];
  const wait = async (ms: number) => void waited.push(ms);
  const hostWith = (given: string) =>
    createRemoteGitHost(
      createAzureDevOps({
        host: double.host,
        origin: double.url,
        organization,
        token: given,
        projects: [],
        author: defaultAuthor,
        now: () => new Date(),
        wait,
      }),
    );
  return { ...double, host: hostWith(token), hostWith, waited };
}

describeRemoteGitHost('azure-devops', async () => {
  const tested = await createTested();
  return {
    ...tested,
    owner: project,
    token,
    tokenVariable: 'AZURE_DEVOPS_TOKEN',
    credentials: { username: 'callboard', password: token },
    pushAsPerson: (owner, name, branch) => pushIntoBare(tested.bareOf(`${owner}/${name}`), branch),
    publishUntilPush: async (request, folder) => {
      const killed = new AbortController();
      tested.onGit(() => killed.abort());
      await expect(tested.host.publish(request, folder, killed.signal)).rejects.toMatchObject({ code: 'git-stopped' });
      tested.onGit(() => undefined);
    },
    refusePush: async (request) => {
      tested.refusePushes();
      return request;
    },
    close: async () => {
      await tested.close();
      expect(tested.violations).toEqual([]);
    },
  };
});

describe('Azure DevOps', () => {
  let tested: Awaited<ReturnType<typeof createTested>>;
  let files: string;
  beforeEach(async () => {
    tested = await createTested();
    files = await mkdtemp(join(tmpdir(), 'callboard-files-'));
    await writeFile(join(files, 'README.md'), '# Payments\n');
  });
  afterEach(async () => {
    await tested.close();
    await rm(files, { recursive: true });
  });

  const publish = (repoUrl: string, input = {}) => {
    const action = createPublishAzure(tested.host, tested.hostWith);
    return action.run({
      runId: 'run1',
      stepId: 'step',
      input: { repoUrl: repoUrl.replace('HOST', tested.host.host), ...input },
      workspace: files,
      templateRef: 'template:default/shop',
      templateFolder: files,
      engine: createLiquidEngine(),
      userRef: undefined,
      logger: createSilentLogger(),
      signal: never,
    });
  };

  it.each(['HOST?owner=shop&repo=pay&organization=acme', 'HOST?project=shop&repo=pay&organization=acme'])(
    'publishes at the address %s',
    async (repoUrl) => {
      expect(await publish(repoUrl)).toMatchObject({
        remoteUrl: `${tested.url}/acme/shop/_git/pay`,
        repositoryId: 'id-1',
      });
      expect(tested.kept.get('shop/pay')).toMatchObject({ defaultBranch: 'refs/heads/master' });
    },
  );

  it('refuses another organisation than the configured one', async () => {
    await expect(publish('HOST?project=shop&repo=pay&organization=other')).rejects.toMatchObject({
      code: 'no-such-git-host',
      hint: expect.stringContaining(`${tested.host.host}/acme`),
    });
  });

  it('takes the page to sign in, which is what a wrong token gets, for a refused token', async () => {
    await expect(publish('HOST?project=shop&repo=pay', { token: 'wrong' })).rejects.toMatchObject({
      code: 'azure-devops-token-refused',
      hint: expect.stringContaining('AZURE_DEVOPS_TOKEN'),
    });
  });

  it('refuses a project that is not there', async () => {
    await expect(publish('HOST?project=absent&repo=pay')).rejects.toMatchObject({ code: 'no-such-owner' });
  });

  it('removes what it had made where somebody takes the name while it pushes', async () => {
    tested.onGit(() => void tested.kept.set('shop/payments', { id: 'other', name: 'payments' }));
    await expect(tested.host.publish(requestOf(project), files, never)).rejects.toMatchObject({
      code: 'repository-taken',
    });
    expect([...tested.kept.keys()]).toEqual(['shop/payments']);
  });

  it('takes names with spaces, and says so in addresses that git understands', () => {
    const source = tested.host.catalogSource({ owner: 'Web Shop', name: 'Pay It' }, 'catalog-info.yaml');
    expect(source).toMatchObject({ url: `${tested.url}/acme/Web%20Shop/_git/Pay%20It` });
    expect(tested.host.repositoryAt(`${tested.url}/acme/Web%20Shop/_git/Pay%20It`)).toEqual({
      owner: 'Web Shop',
      name: 'Pay It',
    });
  });
});
