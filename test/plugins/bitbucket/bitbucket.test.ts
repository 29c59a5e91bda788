import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileSchema } from '#callboard/core/json-schema/compile-schema.ts';
import { defaultAuthor } from '#callboard/git/push-folder.ts';
import { createPullRequest } from '#callboard/plugins/bitbucket/actions/pull-request.ts';
import { createPipelinesRun } from '#callboard/plugins/bitbucket/actions/pipelines-run.ts';
import { createPublishBitbucketCloud } from '#callboard/plugins/bitbucket/actions/publish-bitbucket-cloud.ts';
import { type BitbucketOptions, createBitbucket } from '#callboard/plugins/bitbucket/create-bitbucket.ts';
import type { Action, JsonObject } from '#callboard/scaffolder/action.ts';
import { createRemoteGitHost } from '#callboard/scaffolder/hosts/remote-git-host.ts';
import { createLiquidEngine } from '#callboard/scaffolder/liquid-engine.ts';
import { pushIntoBare, requestOf } from '../../contracts/git-host.ts';
import { describeRemoteGitHost } from '../../contracts/remote-git-host.ts';
import { createBitbucketDescription } from '../../fixtures/bitbucket-description.ts';
import { createHostDouble, type DoubleAnswer, type Vendor } from '../../fixtures/host-double.ts';
import { createSilentLogger } from '../../fixtures/silent-logger.ts';

const token = 'bitbucket-secret';
const workspaceName = 'acme';
const never = new AbortController().signal;

interface Kept {
  description: unknown;
  is_private: unknown;
  project: unknown;
  mainbranch: string | undefined;
}

/** Bitbucket Cloud with a workspace, which answers as its documentation says. */
async function createBitbucketDouble() {
  const description = createBitbucketDescription();
  const kept = new Map<string, Kept>();
  const pulls: Record<string, unknown>[] = [];
  const pipelines: object[] = [];
  const refused = (status: number, message: string): DoubleAnswer => ({
    status,
    body: { type: 'error', error: { message } },
  });

  const answer: Vendor['answer'] = async ({ method, path, query, authorization, body }, repositories) => {
    description.check(method, path, query, method === 'POST' || method === 'PUT' ? body : undefined);
    const basic = `Basic ${Buffer.from(`bot@example.com:${token}`).toString('base64')}`;
    if (![`Bearer ${token}`, basic].includes(authorization)) return refused(401, 'Token is invalid or expired.');
    const [, fullName = '', rest = ''] = /^\/repositories\/([^/]+\/[^/]+)(\/.*)?$/.exec(path) ?? [];
    const repository = kept.get(fullName);
    if (method === 'POST' && rest === '') {
      if (!fullName.startsWith(`${workspaceName}/`)) return refused(404, 'No workspace with identifier.');
      if (repository) return refused(400, 'Repository with this Slug and Owner already exists.');
      await repositories.make(fullName);
      const { description: text, is_private, project } = body;
      kept.set(fullName, { description: text, is_private, project, mainbranch: undefined });
      return { status: 200, body: {} };
    }
    if (repository === undefined) return refused(404, `Repository ${fullName} not found`);
    if (rest === '/refs/branches') {
      const wanted = /^name ~ (".*")$/.exec(query.get('q') ?? '')?.[1] ?? '""';
      const names = await repositories.branchesOf(fullName);
      const found = names.filter((name) => name.includes(JSON.parse(wanted)));
      return { status: 200, body: { values: found.map((name) => ({ name })) } };
    }
    const branch = /^\/refs\/branches\/(.+)$/.exec(rest)?.[1];
    if (branch !== undefined) {
      const head = await repositories.headOf(fullName, branch);
      if (head === undefined) return refused(404, 'Branch not found');
      return { status: 200, body: { name: branch, target: { hash: head.sha, message: head.message } } };
    }
    if (rest === '/pipelines') {
      pipelines.push(body);
      const href = `https://bitbucket.example/${fullName}`;
      return { status: 201, body: { build_number: pipelines.length, repository: { links: { html: { href } } } } };
    }
    if (rest.startsWith('/pullrequests')) return answerPull(method, rest, query, body, fullName);
    if (method === 'DELETE') {
      kept.delete(fullName);
      await repositories.remove(fullName);
      return { status: 204 };
    }
    if (method === 'PUT') {
      const main: unknown = Reflect.get(Object(body['mainbranch']), 'name');
      if (!(await repositories.knows(fullName, String(main)))) return refused(400, `Invalid branch: ${String(main)}`);
      await repositories.setDefault(fullName, String(main));
      kept.set(fullName, { ...repository, description: body['description'], mainbranch: String(main) });
    }
    const now = kept.get(fullName);
    const name = now?.mainbranch ?? (await repositories.defaultOf(fullName));
    const hasMain = (await repositories.headOf(fullName, name)) !== undefined;
    return { status: 200, body: { ...now, mainbranch: hasMain ? { type: 'branch', name } : null } };
  };

  const answerPull = (
    method: string,
    rest: string,
    query: URLSearchParams,
    body: Readonly<Record<string, unknown>>,
    fullName: string,
  ): DoubleAnswer => {
    const [, id, decline] = /^\/pullrequests(?:\/(\d+))?(\/decline)?$/.exec(rest) ?? [];
    if (id !== undefined) {
      const pull = pulls[Number(id) - 1];
      if (pull === undefined) return refused(404, 'No such pull request');
      if (decline !== undefined) pull['state'] = 'DECLINED';
      return { status: 200, body: pull };
    }
    if (method === 'POST') {
      const href = `https://bitbucket.example/${fullName}/pull-requests/${pulls.length + 1}`;
      pulls.push({ id: pulls.length + 1, state: 'OPEN', links: { html: { href } }, ...body });
      return { status: 201, body: pulls.at(-1) };
    }
    const asked = query.get('q') ?? '';
    const [, wanted] =
      /^source\.branch\.name = "([^"]+)" AND (?:state = "OPEN"$|\(state = "OPEN" OR )/.exec(asked) ?? [];
    const values = pulls.filter(
      (pull) =>
        JSON.stringify(pull['source']).includes(`"${wanted}"`) && asked.includes(`state = "${String(pull['state'])}"`),
    );
    return { status: 200, body: { values } };
  };

  const double = await createHostDouble({
    apiPath: '/2.0',
    token,
    repositoryOf: (path) => /^\/([^/]+\/[^/]+)\.git\//.exec(path)?.[1],
    answer,
    failure: (message) => ({ type: 'error', error: { message } }),
  });
  const makeStrangers = async (owner: string, name: string) => {
    await double.repositories.make(`${owner}/${name}`);
    kept.set(`${owner}/${name}`, { description: 'Theirs', is_private: true, project: undefined, mainbranch: 'main' });
    await double.pushStrangers(`${owner}/${name}`);
  };
  return { ...double, kept, pulls, pipelines, violations: description.violations, makeStrangers };
}

async function createTested(changes: Partial<BitbucketOptions> = {}) {
  const double = await createBitbucketDouble();
  const waited: number[] = [];
  const bitbucket = createBitbucket({
    host: double.host,
    webUrl: double.url,
    apiUrl: `${double.url}/2.0`,
    token,
    username: undefined,
    project: undefined,
    owners: [],
    author: defaultAuthor,
    now: () => new Date(),
    wait: async (ms) => void waited.push(ms),
    ...changes,
  });
  return { ...double, bitbucket, host: createRemoteGitHost(bitbucket.remote), waited };
}

describeRemoteGitHost('bitbucket', async () => {
  const tested = await createTested();
  return {
    ...tested,
    owner: workspaceName,
    token,
    tokenVariable: 'BITBUCKET_TOKEN',
    credentials: { username: 'x-token-auth', password: token },
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

describe('Bitbucket Cloud', () => {
  let tested: Awaited<ReturnType<typeof createTested>>;
  let files: string;
  beforeEach(async () => {
    tested = await createTested({ username: 'bot@example.com', project: 'USUAL' });
    files = await mkdtemp(join(tmpdir(), 'callboard-files-'));
    await writeFile(join(files, 'README.md'), '# Payments\n');
  });
  afterEach(async () => {
    await tested.close();
    await rm(files, { recursive: true });
    expect(tested.violations).toEqual([]);
  });

  const call = async (action: Action, input: JsonObject): Promise<JsonObject> => {
    expect(compileSchema(action.inputSchema)(input)).toEqual([]);
    const output = await action.run({
      runId: 'run1',
      stepId: 'step',
      input,
      workspace: files,
      templateRef: 'template:default/shop',
      templateFolder: files,
      engine: createLiquidEngine(),
      userRef: undefined,
      logger: createSilentLogger(),
      signal: never,
    });
    expect(compileSchema(action.outputSchema)(output)).toEqual([]);
    return output;
  };

  it('publishes into the project that the address names, or the usual one', async () => {
    const publish = createPublishBitbucketCloud(tested.host);
    const output = await call(publish, { repoUrl: `${tested.host.host}?workspace=acme&project=SHOP&repo=shop` });
    expect(output).toMatchObject({ repoContentsUrl: `${tested.url}/acme/shop/src/master` });
    expect(tested.kept.get('acme/shop')).toMatchObject({ project: { key: 'SHOP' }, is_private: true });
    await tested.host.publish(requestOf(workspaceName), files, never);
    expect(tested.kept.get('acme/payments')).toMatchObject({ project: { key: 'USUAL' } });
  });

  it('refuses a workspace that is not there', async () => {
    await expect(tested.host.publish(requestOf('nobody'), files, never)).rejects.toMatchObject({
      code: 'no-such-owner',
    });
  });

  it('opens a pull request once, and declines it when it is undone', async () => {
    await tested.makeStrangers('acme', 'shop');
    const action = createPullRequest(tested.bitbucket);
    const input = { repoUrl: `${tested.host.host}?workspace=acme&repo=shop`, title: 'Add docs', sourceBranch: 'docs' };
    const output = await call(action, input);
    expect(output).toMatchObject({ pullRequestUrl: expect.stringContaining('/acme/shop/pull-requests/1'), made: 1 });
    expect(await call(action, input)).toEqual(output);
    expect(tested.pulls).toMatchObject([{ title: 'Add docs', destination: { branch: { name: 'main' } } }]);
    const context = { input, runId: 'run1', signal: never };
    expect(await action.made?.find(context)).toMatchObject({ what: 'the pull request "Add docs" of acme/shop' });
    expect(await action.made?.find({ ...context, runId: 'run2' })).toBeUndefined();
    await action.made?.undo({ ...context, output });
    expect(await action.made?.find({ ...context, output })).toBeUndefined();
  });

  it('starts a pipeline, which is told of and not undone', async () => {
    await tested.makeStrangers('acme', 'shop');
    const action = createPipelinesRun(tested.bitbucket);
    const body = { target: { type: 'pipeline_ref_target', ref_type: 'branch', ref_name: 'main' } };
    const input = { workspace: 'acme', repo_slug: 'shop', body };
    const output = await call(action, input);
    const repoUrl = 'https://bitbucket.example/acme/shop';
    expect(output).toEqual({ buildNumber: 1, repoUrl, pipelinesUrl: `${repoUrl}/pipelines` });
    expect(tested.pipelines).toEqual([body]);
    const context = { input, runId: 'run1', signal: never };
    expect(await action.made?.find({ ...context, output })).toEqual({
      what: 'the pipeline #1 of acme/shop',
      url: `${repoUrl}/pipelines`,
      obstacle: 'A pipeline that was started cannot be unstarted.',
    });
    expect(await action.made?.find(context)).toBeUndefined();
    await expect(action.made?.undo({ ...context, output })).rejects.toMatchObject({ code: 'not-removed' });
    await expect(call(action, { ...input, repo_slug: '../x' })).rejects.toMatchObject({ name: 'Refusal' });
  });
});
