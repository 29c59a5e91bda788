import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileSchema } from '#callboard/core/json-schema/compile-schema.ts';
import { defaultAuthor } from '#callboard/git/push-folder.ts';
import type { GitHubAtHand } from '#callboard/plugins/github/actions/github-action.ts';
import { gitHubActions } from '#callboard/plugins/github/actions/github-actions.ts';
import { createGitHub } from '#callboard/plugins/github/create-github.ts';
import { createGitHubClient, createOctokit } from '#callboard/plugins/github/github-client.ts';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { createLiquidEngine } from '#callboard/scaffolder/liquid-engine.ts';
import { pushIntoBare } from '../../contracts/git-host.ts';
import { createGitHubDouble, goodToken, organisation, user, type GitHubDouble } from '../../fixtures/github.ts';
import { createSilentLogger } from '../../fixtures/silent-logger.ts';

const run = promisify(execFile);
const { signal } = new AbortController();
const now = () => new Date();

/** Operations that GitHub documents and the description at hand leaves out. */
const notDescribed =
  /required_signatures|deployment-branch-policies|environments\/\w+\/(variables|secrets)|requested_reviewers|assignees|autolinks\/\d+: there|keys\/\d+: there|properties\/values|oidc|subscription|permissions\/access/;

let double: GitHubDouble;
let workspace: string;
let logger: ReturnType<typeof createSilentLogger>;
beforeEach(async () => {
  double = await createGitHubDouble();
  workspace = await mkdtemp(join(tmpdir(), 'callboard-workspace-'));
  logger = createSilentLogger();
  await write({ 'README.md': '# Shop\n' });
});
afterEach(async () => {
  const { violations } = double;
  await double.close();
  await rm(workspace, { recursive: true });
  expect(violations?.filter((violation) => !notDescribed.test(violation)) ?? []).toEqual([]);
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
}

const atHand = (token = goodToken): GitHubAtHand => {
  const { url, host } = double;
  const wait = async () => undefined;
  const readToken = async () => token;
  const client = createGitHubClient({ host, apiUrl: url, octokit: async () => createOctokit(url, token), now, wait });
  const options = { host, origin: url, client, readToken, isApp: false, owners: [], author: defaultAuthor, wait };
  return { client, remote: createGitHub(options), withToken: atHand };
};

const actionOf = (id: string, github = atHand()) => {
  const action = gitHubActions(github).find((one) => one.id === id);
  if (action === undefined) throw new Error(`there is no action ${id}`);
  return action;
};

const withRepository = (input: JsonObject): JsonObject => ({
  repoUrl: `${double.host}?owner=${organisation}&repo=shop`,
  ...input,
});

/** Calls the action as a run does: its input and output are held against its schemas. */
async function call(id: string, input: JsonObject = {}, runId = 'run1'): Promise<JsonObject> {
  const action = actionOf(id);
  const given = withRepository(input);
  expect(compileSchema(action.inputSchema)(given)).toEqual([]);
  const output = await action.run({
    runId,
    stepId: 'step',
    input: given,
    workspace,
    templateRef: 'template:default/shop',
    templateFolder: workspace,
    engine: createLiquidEngine(),
    userRef: undefined,
    logger,
    signal,
  });
  expect(compileSchema(action.outputSchema)(output)).toEqual([]);
  return output;
}

const madeBy = (id: string, input: JsonObject, output?: JsonObject, runId = 'run1') => {
  const { made } = actionOf(id);
  if (made === undefined) throw new Error(`${id} makes nothing that could be found`);
  const context = { input: withRepository(input), runId, signal, ...(output && { output }) };
  return { find: () => made.find(context), undo: () => made.undo(context) };
};

const publish = (input: JsonObject = {}) => call('publish:github', input);
const extras = () => double.extrasOf(`${organisation}/shop`);
const bare = () => join(double.folder, organisation, 'shop.git');
const git = async (...args: string[]) => (await run('git', ['-C', bare(), ...args])).stdout.trim();

describe('publish:github', () => {
  it('makes a repository with its settings, before it has files', async () => {
    const output = await publish({
      description: 'Sells',
      homepage: 'https://shop.example',
      topics: ['Java', 'shop'],
      deleteBranchOnMerge: true,
      hasWiki: false,
      collaborators: [{ user: 'user:default/hubot', access: 'push' }],
      repoVariables: { REGION: 'eu' },
      secrets: { KEY: 's3cret' },
      gitCommitMessage: 'Begin',
      gitAuthorName: 'Ada',
      gitAuthorEmail: 'ada@example.com',
      allowedHosts: ['github.com'],
    });
    expect(output).toMatchObject({
      remoteUrl: `${double.url}/${organisation}/shop.git`,
      repoContentsUrl: expect.stringMatching(/\/acme\/shop\/blob\/main$/),
      commitHash: await git('rev-parse', 'main'),
      repository: { host: double.host, owner: organisation, name: 'shop' },
    });
    expect(await git('log', '-1', '--format=%an <%ae> %s', 'main')).toBe('Ada <ada@example.com> Begin');
    expect(await double.read(`${organisation}/shop`)).toMatchObject({
      description: 'Sells',
      homepage: 'https://shop.example',
      topics: ['java', 'shop'],
      delete_branch_on_merge: true,
      has_wiki: false,
      private: true,
    });
    expect(extras().variables.get('REGION')).toBe('eu');
    expect(extras().secrets.get('KEY')).toBe('s3cret');
    const order = double.asked.map((asked) => asked.replace(/.*\/repos\/acme\/shop/, ''));
    expect(order.indexOf('/actions/secrets/KEY')).toBeLessThan(order.indexOf('/branches/main/protection'));
  });

  it('protects the default branch, with a required review of the owners in CODEOWNERS', async () => {
    await publish({
      requireCodeOwnerReviews: true,
      requiredApprovingReviewCount: 2,
      requiredStatusCheckContexts: ['ci'],
    });
    expect(extras().protections.get('main')).toMatchObject({
      enforce_admins: true,
      restrictions: null,
      required_status_checks: { strict: true, contexts: ['ci'] },
      required_pull_request_reviews: { require_code_owner_reviews: true, required_approving_review_count: 2 },
    });
  });

  it('waits for the branch that it protects', async () => {
    double.hideBranch(3);
    await publish();
    expect(extras().protections.has('main')).toBe(true);
  });

  it('leaves the default branch alone where it is told to, and where GitHub’s plan has no protection', async () => {
    await publish({ protectDefaultBranch: false });
    expect(extras().protections.size).toBe(0);
    const message = 'Upgrade to GitHub Pro or make this repository public to enable this feature.';
    double.answerInsteadOf('PUT', { status: 403, message });
    await publish({ repoUrl: `${double.host}?owner=${organisation}&repo=free` });
    expect(double.extrasOf(`${organisation}/free`).protections.size).toBe(0);
  });

  it('lets a team in', async () => {
    const headers = { authorization: `token ${goodToken}` };
    const body = JSON.stringify({ name: 'crew' });
    await fetch(`${double.url}/orgs/${organisation}/teams`, { method: 'POST', headers, body });
    await publish({ access: `${organisation}/crew`, collaborators: [{ team: 'crew', access: 'push' }] });
    expect(double.asked.filter((asked) => asked === 'PUT /orgs/acme/teams/crew/repos/acme/shop')).toHaveLength(2);
  });

  it('publishes a folder of the run alone, and none that is not in it', async () => {
    await write({ 'source/app.ts': '' });
    await publish({ sourcePath: './source' });
    expect(await git('ls-tree', '-r', '--name-only', 'main')).toBe('app.ts');
    await expect(publish({ sourcePath: '../..' })).rejects.toMatchObject({ code: 'no-such-folder' });
  });

  it('makes nothing twice', async () => {
    const input = { repoVariables: { REGION: 'eu' }, secrets: { KEY: 's3cret' }, topics: ['shop'] };
    const first = await publish(input);
    expect(await publish(input)).toEqual(first);
  });

  it('uses the token that a template gives, and the configured one where it gives none', async () => {
    await expect(publish({ token: 'ghp_wrong' })).rejects.toMatchObject({ code: 'github-token-refused' });
    await publish({ token: false });
    expect(extras().protections.has('main')).toBe(true);
  });

  it('is undone by removing the repository, unless somebody has pushed to it', async () => {
    const output = await publish();
    const { find, undo } = madeBy('publish:github', {}, output);
    expect(await find()).toMatchObject({ what: `the repository acme/shop on ${double.host}` });
    await undo();
    expect(await find()).toBeUndefined();
    const again = await publish();
    await pushIntoBare(bare(), 'theirs');
    await expect(madeBy('publish:github', {}, again).undo()).rejects.toMatchObject({ code: 'not-removed' });
  });
});

describe('github:repo:create and github:repo:push', () => {
  it('make a repository in two steps, marked as the run’s in between', async () => {
    const made = await call('github:repo:create', { description: 'Sells', hasIssues: true });
    expect(made).toMatchObject({ remoteUrl: `${double.url}/${organisation}/shop.git` });
    expect(await double.read(`${organisation}/shop`)).toMatchObject({ description: 'Sells [callboard:run1]' });
    expect(await call('github:repo:create', { description: 'Sells', hasIssues: true })).toEqual(made);
    const pushed = await call('github:repo:push');
    expect(pushed).toMatchObject({ commitHash: await git('rev-parse', 'main') });
    expect(await double.read(`${organisation}/shop`)).toMatchObject({ description: 'Sells' });
    expect(extras().protections.has('main')).toBe(true);
    expect(await call('github:repo:push')).toEqual(pushed);
  });

  it('begin with a README where that is asked for', async () => {
    await call('github:repo:create', { autoInit: true });
    expect(await git('show', 'main:README.md')).toBe('# shop');
  });

  it('do not take over a stranger’s', async () => {
    await double.makeStrangers('shop');
    await expect(call('github:repo:create')).rejects.toMatchObject({ code: 'repository-taken' });
    await pushIntoBare(bare(), 'main');
    await expect(call('github:repo:push')).rejects.toMatchObject({ code: 'repository-not-empty' });
  });

  it('say what is to be done where there is no repository', async () => {
    await expect(call('github:repo:push')).rejects.toMatchObject({ code: 'no-such-repository' });
  });

  it('are undone together; a push alone is not', async () => {
    const made = await call('github:repo:create');
    const pushed = await call('github:repo:push');
    const push = madeBy('github:repo:push', {}, pushed);
    expect(await push.find()).toMatchObject({ obstacle: expect.stringContaining('not taken back') });
    await expect(push.undo()).rejects.toMatchObject({ code: 'not-removed' });
    const create = madeBy('github:repo:create', {}, made);
    expect(await create.find()).toMatchObject({ what: expect.stringContaining('the repository') });
    await create.undo();
    expect(await create.find()).toBeUndefined();
  });
});

describe('publish:github:pull-request', () => {
  const id = 'publish:github:pull-request';
  const proposal = { branchName: 'add-docs', title: 'Add docs', description: 'They were missing.' };
  beforeEach(async () => {
    await double.makeStrangers('shop');
    await pushIntoBare(bare(), 'main');
  });

  it('pushes a branch and opens one, once', async () => {
    await write({ 'docs/index.md': 'docs' });
    const input = { ...proposal, targetPath: 'site', draft: true, reviewers: ['hubot'] };
    const output = await call(id, input);
    expect(output).toMatchObject({
      targetBranchName: 'main',
      remoteUrl: `${double.url}/acme/shop/pull/1`,
      pullRequestNumber: 1,
    });
    expect(extras().pulls).toMatchObject([
      { base: 'main', head: 'add-docs', title: 'Add docs', draft: true, requested: { reviewers: ['hubot'] } },
    ]);
    expect(await git('show', 'add-docs:site/docs/index.md')).toBe('docs');
    expect(await call(id, input)).toEqual(output);
    expect(extras().pulls).toHaveLength(1);
  });

  it('is found again where the bot ended between the push and the answer', async () => {
    await call(id, proposal);
    extras().pulls.length = 0;
    await call(id, proposal);
    expect(await madeBy(id, proposal).find()).toMatchObject({ what: 'the pull request #1 of acme/shop' });
  });

  it('refuses a branch that another made, and updates it where it may', async () => {
    await call(id, proposal);
    await write({ 'more.md': 'more' });
    await expect(call(id, proposal, 'run2')).rejects.toMatchObject({ code: 'branch-taken' });
    const output = await call(id, { ...proposal, update: true }, 'run2');
    expect(output).toMatchObject({ pullRequestNumber: 1 });
    expect(output).not.toHaveProperty('made');
    expect(await git('show', 'add-docs:more.md')).toBe('more');
  });

  it('is not opened for nothing where that is not wanted', async () => {
    await call(id, { ...proposal, createWhenEmpty: false });
    await git('update-ref', 'refs/heads/main', 'refs/heads/add-docs');
    const second = { ...proposal, branchName: 'again', createWhenEmpty: false };
    expect(await call(id, second, 'run2')).toEqual({ targetBranchName: 'main' });
    expect(await call(id, { ...second, createWhenEmpty: true }, 'run2')).toMatchObject({ pullRequestNumber: 2 });
  });

  it('is closed and its branch removed when it is undone, unless it is merged', async () => {
    const output = await call(id, proposal);
    const { find, undo } = madeBy(id, proposal, output);
    expect(await find()).toMatchObject({ url: `${double.url}/acme/shop/pull/1` });
    await undo();
    expect(await find()).toBeUndefined();
    expect(await git('branch', '--list', 'add-docs')).toBe('');
    await undo();
    extras().pulls[0] = { ...extras().pulls[0], merged: true };
    expect(await find()).toMatchObject({ obstacle: expect.stringContaining('merged') });
  });

  it('leaves a branch alone that somebody has worked on since', async () => {
    const output = await call(id, proposal);
    await pushIntoBare(bare(), 'add-docs');
    await madeBy(id, proposal, output).undo();
    expect(await git('branch', '--list', 'add-docs')).not.toBe('');
  });
});

describe('an action on a repository of GitHub', () => {
  beforeEach(() => publish({ protectDefaultBranch: false }));

  /** What a call makes is made once, found, taken away, and then gone. */
  async function isMadeOnceAndUndone(
    id: string,
    input: JsonObject,
    what: string,
    isThere: () => unknown,
  ): Promise<void> {
    const output = await call(id, input);
    expect(isThere()).toBeTruthy();
    const again = await call(id, input);
    const { find, undo } = madeBy(id, input, output);
    expect(await find()).toMatchObject({ what });
    expect(again['made'] === undefined || again['made'] === output['made']).toBe(true);
    await undo();
    expect(await find()).toBeUndefined();
    await undo();
  }

  it('links references', async () => {
    const input = { keyPrefix: 'SHOP-', urlTemplate: 'https://tickets.example/<num>' };
    const isThere = () => extras().autolinks.length === 1;
    await isMadeOnceAndUndone('github:autolinks:create', input, 'the link of SHOP- in acme/shop', isThere);
    expect(extras().autolinks).toEqual([]);
    await call('github:autolinks:create', input);
    const other = { ...input, urlTemplate: 'https://elsewhere.example/<num>' };
    await expect(call('github:autolinks:create', other)).rejects.toMatchObject({ code: 'autolink-taken' });
  });

  it('enables Pages, or changes how they are made', async () => {
    await isMadeOnceAndUndone('github:pages:enable', {}, 'the website of acme/shop', () => extras().pages);
    await call('github:pages:enable', { buildType: 'legacy', sourcePath: '/docs' });
    expect(extras().pages).toMatchObject({ build_type: 'legacy', source: { branch: 'main', path: '/docs' } });
    await call('github:pages:enable', { sourceBranch: 'pages' });
    expect(extras().pages).toMatchObject({ build_type: 'workflow', source: { branch: 'pages', path: '/' } });
  });

  it('lets a deploy key in and keeps its private part as a secret', async () => {
    const input = { deployKeyName: 'ci key', publicKey: 'ssh-ed25519 AAAA ci@shop', privateKey: 'PRIVATE' };
    expect(await call('github:deployKey:create', input)).toMatchObject({ privateKeySecretName: 'CI_KEY_PRIVATE_KEY' });
    expect(extras().secrets.get('CI_KEY_PRIVATE_KEY')).toBe('PRIVATE');
    const output = { made: 101 };
    expect(await call('github:deployKey:create', input)).not.toHaveProperty('made');
    const { find, undo } = madeBy('github:deployKey:create', input, output);
    expect(await find()).toMatchObject({ what: 'the deploy key "ci key" of acme/shop, with its secret' });
    await undo();
    expect([extras().keys, extras().secrets.size]).toEqual([[], 0]);
  });

  it('makes an environment with its variables, secrets, patterns and reviewers', async () => {
    const input = {
      name: 'production',
      waitTimer: 30,
      preventSelfReview: true,
      reviewers: ['user:default/hubot'],
      deploymentBranchPolicy: { protected_branches: false, custom_branch_policies: true },
      customBranchPolicyNames: ['release/*'],
      customTagPolicyNames: ['v*'],
      environmentVariables: { REGION: 'eu' },
      secrets: { KEY: 's3cret' },
    };
    const isThere = () => extras().environments.has('production');
    await isMadeOnceAndUndone('github:environment:create', input, 'the environment production of acme/shop', isThere);
    expect(extras().variables.get('production/REGION')).toBe('eu');
    expect(extras().secrets.get('production/KEY')).toBe('s3cret');
    expect(extras().policies).toMatchObject([
      { name: 'release/*', type: 'branch' },
      { name: 'v*', type: 'tag' },
      ...Array.from({ length: 2 }, () => ({})),
    ]);
  });

  it('protects a branch; what was there before is not undone', async () => {
    const id = 'github:branch-protection:create';
    const input = { requiredConversationResolution: true, requiredCommitSigning: true };
    const output = await call(id, input);
    expect(extras().protections.get('main')).toMatchObject({ required_conversation_resolution: true });
    expect(extras().protections.get('main')).toMatchObject({ required_signatures: true });
    const { find, undo } = madeBy(id, input, output);
    expect(await find()).toMatchObject({ what: 'the protection of the branch main of acme/shop' });
    const changed = madeBy(id, input, await call(id, input));
    expect(await changed.find()).toMatchObject({ obstacle: expect.stringContaining('otherwise before') });
    await expect(changed.undo()).rejects.toMatchObject({ code: 'not-removed' });
    await undo();
    expect(await find()).toBeUndefined();
  });

  it('has GitHub call an address', async () => {
    const input = { webhookUrl: 'https://hooks.example/', webhookSecret: 's3cret', events: ['push', 'release'] };
    const what = 'the webhook of acme/shop to https://hooks.example/';
    await isMadeOnceAndUndone('github:webhook', input, what, () => true);
    expect(double.asked.filter((asked) => asked === 'POST /repos/acme/shop/hooks')).toHaveLength(1);
  });

  it('opens an issue, and closes it when that is undone', async () => {
    const input = { title: 'Set up alerts', body: 'Before launch.', labels: ['todo'], assignees: [user] };
    const id = 'github:issues:create';
    await isMadeOnceAndUndone(id, input, 'the issue #1 of acme/shop', () => true);
    expect(double.asked.filter((asked) => asked === 'POST /repos/acme/shop/issues')).toHaveLength(1);
    const second = await call(id, { ...input, title: 'Another' });
    expect(second).toMatchObject({ issueNumber: 2, issueUrl: expect.stringContaining('/acme/shop/issues/2') });
    expect(await madeBy(id, { ...input, title: 'Another' }).find()).toMatchObject({
      what: 'the issue #2 of acme/shop',
    });
    expect(await madeBy(id, { ...input, title: 'Another' }, undefined, 'run2').find()).toBeUndefined();
  });

  it('puts labels on an issue, and takes away those alone that it put there', async () => {
    await call('github:issues:create', { title: 'Set up alerts', labels: ['todo'] });
    const input = { number: '1', labels: ['todo', 'urgent'] };
    const what = 'the labels urgent of #1 of acme/shop';
    await isMadeOnceAndUndone('github:issues:label', input, what, () => true);
    const headers = { authorization: `token ${goodToken}` };
    const labels = await (await fetch(`${double.url}/repos/acme/shop/issues/1/labels`, { headers })).json();
    expect(labels).toMatchObject([{ name: 'todo' }]);
  });

  it('starts a workflow, and says that this can’t be undone', async () => {
    const id = 'github:actions:dispatch';
    const input = { workflowId: 'pages.yml', branchOrTagName: 'main', workflowInputs: { mode: 'full' } };
    await expect(call(id, input)).rejects.toMatchObject({ code: 'github-not-found' });
    await write({ '.github/workflows/pages.yml': 'on: workflow_dispatch' });
    const repoUrl = `${double.host}?owner=${organisation}&repo=flows`;
    await publish({ repoUrl, protectDefaultBranch: false });
    const output = await call(id, { ...input, repoUrl, returnWorkflowRunDetails: true });
    expect(output).toMatchObject({ workflowRunId: 7, workflowRunHtmlUrl: `${double.url}/acme/flows/actions/runs/7` });
    expect(double.extrasOf('acme/flows').dispatches).toMatchObject([{ ref: 'main', inputs: { mode: 'full' } }]);
    const { find, undo } = madeBy(id, { ...input, repoUrl }, output);
    expect(await find()).toMatchObject({ obstacle: 'A workflow that was started cannot be unstarted.' });
    await expect(undo()).rejects.toMatchObject({ code: 'not-removed' });
  });
});

it('no action of GitHub does anything for another owner than the configured ones, or at an address that is none', async () => {
  const github = atHand();
  const narrow = { ...github, remote: { ...github.remote, owners: ['shop-team'] } };
  const context = { runId: 'run1', signal };
  for (const { id, made } of gitHubActions(narrow)) {
    if (id === 'publish:github' || id === 'github:repo:create') continue;
    const find = (repoUrl: string) => made?.find({ ...context, input: { repoUrl } });
    await expect([id, find(`${double.host}?owner=acme&repo=shop`)][1]).rejects.toMatchObject({ code: 'no-such-owner' });
    await expect(find(`${double.host}?owner=shop-team&repo=..`)).rejects.toMatchObject({ code: 'name-refused' });
    await expect(find('elsewhere.example?owner=shop-team&repo=a')).rejects.toMatchObject({ code: 'no-such-git-host' });
  }
  expect(double.asked).toEqual([]);
});

it('every action of GitHub that makes something outside says how that is found and undone', () => {
  for (const { id, effect, made } of gitHubActions(atHand())) {
    expect([id, effect, made !== undefined]).toEqual([id, 'outside', true]);
  }
});

it('every action of GitHub has an example of inputs that it knows', () => {
  for (const { id, examples = [], inputSchema } of gitHubActions(atHand())) {
    const known: unknown = Reflect.get(inputSchema, 'properties');
    const names = Object.keys(examples[0]?.input ?? {});
    expect([id, names.length > 0, names.filter((name) => !Object.hasOwn(Object(known), name))]).toEqual([id, true, []]);
  }
});
