import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { compileSchema } from '#callboard/core/json-schema/compile-schema.ts';
import { toJson, isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import { defaultAuthor } from '#callboard/git/push-folder.ts';
import { createIssuesCreate } from '#callboard/plugins/gitlab/actions/issues-create.ts';
import { createMergeRequest } from '#callboard/plugins/gitlab/actions/merge-request.ts';
import { createPipelineTrigger } from '#callboard/plugins/gitlab/actions/pipeline-trigger.ts';
import { createProjectVariable } from '#callboard/plugins/gitlab/actions/project-variable.ts';
import { createPublishGitLab } from '#callboard/plugins/gitlab/actions/publish-gitlab.ts';
import { createRepoPush } from '#callboard/plugins/gitlab/actions/repo-push.ts';
import type { GitLabAtHand } from '#callboard/plugins/gitlab/actions/gitlab-at-hand.ts';
import { createGitLab } from '#callboard/plugins/gitlab/create-gitlab.ts';
import { gitLabAddress } from '#callboard/plugins/gitlab/gitlab-address.ts';
import { createGitLabClient } from '#callboard/plugins/gitlab/gitlab-client.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import { createLiquidEngine } from '#callboard/scaffolder/liquid-engine.ts';
import { temporaryFolder, writeFiles } from '../../catalog/start-catalog.ts';
import { pushIntoBare } from '../../contracts/git-host.ts';
import { createGitLabDouble, goodToken, group } from '../../fixtures/gitlab.ts';
import { createSilentLogger } from '../../fixtures/silent-logger.ts';

const run = promisify(execFile);
const never = new AbortController().signal;
const wait = async () => undefined;

async function start(token = goodToken) {
  const double = await createGitLabDouble();
  onTestFinished(double.close);
  const address = gitLabAddress({ apiUrl: `${double.url}/api/v4` });
  const withToken = (used: string): GitLabAtHand => {
    const client = createGitLabClient({ ...address, token: used, now: () => new Date(), wait });
    const remote = createGitLab({ address, client, token: used, owners: [], author: defaultAuthor, wait });
    return { client, remote, withToken };
  };
  const atHand = withToken(token);
  const publish = createPublishGitLab(atHand);
  const propose = createMergeRequest(atHand);
  const addVariable = createProjectVariable(atHand);
  const pushToRepo = createRepoPush(atHand);
  const openIssue = createIssuesCreate(atHand);
  const trigger = createPipelineTrigger(atHand);
  const repoUrl = `${double.host}?owner=${encodeURIComponent(group)}&repo=api`;

  /** Performs an action as a step does: its input and output are checked. */
  const perform = async (action: Action, files: Readonly<Record<string, string>>, input: object, runId = 'run-1') => {
    const workspace = temporaryFolder();
    writeFiles(workspace, files);
    const given = toJson({ repoUrl, ...input });
    if (!isJsonObject(given)) throw new Error('the input is no object');
    expect(compileSchema(action.inputSchema)(given)).toEqual([]);
    const output = await action.run({
      runId,
      stepId: 'publish',
      input: given,
      workspace,
      templateRef: 'template:default/t',
      engine: createLiquidEngine(),
      templateFolder: workspace,
      userRef: undefined,
      logger: createSilentLogger(),
      signal: never,
    });
    expect(compileSchema(action.outputSchema)(output)).toEqual([]);
    return output;
  };
  const madeBy = (action: Action, input: JsonObject, output: JsonObject | undefined, runId = 'run-1') => {
    const context = { input: { repoUrl, ...input }, runId, signal: never, ...(output && { output }) };
    return { find: () => action.made?.find(context), undo: () => action.made?.undo(context) };
  };
  const bare = join(double.folder, `${group}/api.git`);
  const git = async (...args: string[]) => (await run('git', ['-C', bare, ...args])).stdout.trim();
  return {
    ...double,
    publish,
    propose,
    addVariable,
    pushToRepo,
    openIssue,
    trigger,
    perform,
    madeBy,
    repoUrl,
    bare,
    git,
    read: () => double.read(`${group}/api`),
  };
}

const files = { 'README.md': '# API\n', '.gitlab-ci.yml': 'test: {script: [make]}\n' };

describe('publish:gitlab', () => {
  test('makes a project with its settings, variables and branches, under the names that Backstage’s templates use', async () => {
    const { publish, perform, read, url, git } = await start();
    const output = await perform(publish, files, {
      repoVisibility: 'public',
      topics: ['old'],
      settings: {
        visibility: 'internal',
        description: 'Takes orders',
        topics: ['api'],
        merge_method: 'ff',
        path: 'api',
      },
      branches: [
        { name: 'release', create: true, protect: true },
        { name: 'master', protect: true },
      ],
      projectVariables: [{ key: 'REGION', value: 'eu', masked: true }],
    });
    expect(output).toMatchObject({
      remoteUrl: `${url}/${group}/api.git`,
      repoContentsUrl: `${url}/${group}/api/-/blob/master`,
      projectId: 100,
    });
    expect(output['commitHash']).toBe(await git('rev-parse', 'release'));
    expect(read()).toMatchObject({
      properties: { description: 'Takes orders', visibility: 'internal', merge_method: 'ff', topics: ['api', 'old'] },
      variables: [{ key: 'REGION', value: 'eu', masked: true }],
      protectedBranches: ['release', 'master'],
    });
  });

  test('has the variables there before the first push starts a pipeline', async () => {
    const { publish, perform, read, onGit } = await start();
    const seen: unknown[] = [];
    onGit(() => seen.push(read()?.variables.length));
    await perform(publish, files, { projectVariables: [{ key: 'REGION', value: 'eu' }] });
    expect(new Set(seen)).toEqual(new Set([1]));
  });

  test('changes nothing when it is done again', async () => {
    const { publish, perform, read } = await start();
    const input = {
      branches: [{ name: 'release', create: true, protect: true }],
      projectVariables: [{ key: 'REGION', value: 'eu' }],
    };
    const first = await perform(publish, files, input);
    expect(await perform(publish, files, input)).toEqual(first);
    expect(read()?.variables).toHaveLength(1);
  });

  test('refuses a path that is another name than that of repoUrl, and makes nothing', async () => {
    const { publish, perform, read } = await start();
    await expect(perform(publish, files, { settings: { path: 'other' } })).rejects.toMatchObject({
      code: 'name-refused',
    });
    expect(read()).toBeUndefined();
  });

  test('uses a token that the template gives', async () => {
    const { publish, perform, read } = await start('glpat-of-the-bot');
    await perform(publish, files, { token: goodToken });
    expect(read()).toBeDefined();
  });
});

describe('publish:gitlab:merge-request', () => {
  const change = { branchName: 'add-docs', title: 'Add docs', description: 'As agreed' };

  async function startWithProject() {
    const started = await start();
    await started.perform(started.publish, files, {}, 'run-0');
    return started;
  }

  test('opens a merge request with the run’s files, once, and asks for reviews', async () => {
    const { propose, perform, read, git, url } = await startWithProject();
    const input = { ...change, targetPath: 'docs', sourcePath: 'made', removeSourceBranch: true };
    const more = { assignee: 'ada', reviewers: ['ada', 'nobody'], labels: ['docs', 'bot'] };
    const output = await perform(propose, { 'made/index.md': '# Docs\n' }, { ...input, ...more });
    expect(output).toEqual({
      targetBranchName: 'master',
      projectid: `${group}/api`,
      projectPath: `${group}/api`,
      mergeRequestUrl: `${url}/${group}/api/-/merge_requests/1`,
      mergeRequestIid: 1,
    });
    expect(read()?.requests).toEqual([
      {
        iid: 1,
        state: 'opened',
        properties: {
          source_branch: 'add-docs',
          target_branch: 'master',
          title: 'Add docs',
          description: 'As agreed',
          remove_source_branch: true,
          assignee_id: 7,
          reviewer_ids: [7],
          labels: 'docs,bot',
        },
      },
    ]);
    expect((await git('ls-tree', '-r', '--name-only', 'add-docs')).split('\n')).toEqual([
      '.gitlab-ci.yml',
      'README.md',
      'docs/index.md',
    ]);
    expect(await perform(propose, { 'made/index.md': '# Docs\n' }, { ...input, ...more })).toEqual(output);
    expect(read()?.requests).toHaveLength(1);
  });

  test('takes files away', async () => {
    const { propose, perform, git } = await startWithProject();
    await perform(propose, { 'README.md': '' }, { ...change, commitAction: 'delete' });
    expect(await git('ls-tree', '-r', '--name-only', 'add-docs')).toBe('.gitlab-ci.yml');
  });

  test('says that there is nothing to merge where the files are there already', async () => {
    const { propose, perform, read } = await startWithProject();
    await expect(perform(propose, files, change)).rejects.toMatchObject({ code: 'nothing-to-merge' });
    expect(read()?.requests).toEqual([]);
  });

  test('does not touch a branch that somebody else made', async () => {
    const { propose, perform, bare, read } = await startWithProject();
    await pushIntoBare(bare, 'add-docs');
    await expect(perform(propose, { 'a.md': 'a' }, change)).rejects.toMatchObject({ code: 'branch-taken' });
    expect(read()?.requests).toEqual([]);
  });

  test('is found again, closed and its branch removed, though nobody kept what it gave', async () => {
    const { propose, perform, madeBy, read, git } = await startWithProject();
    const made = madeBy(propose, change, undefined);
    expect(await made.find()).toBeUndefined();
    await made.undo();
    const output = await perform(propose, { 'a.md': 'a' }, change);
    expect(await made.find()).toEqual({ what: `the merge request !1 of ${group}/api`, url: output['mergeRequestUrl'] });
    expect(await madeBy(propose, change, undefined, 'run-2').find()).toBeUndefined();
    await made.undo();
    expect(read()?.requests).toMatchObject([{ state: 'closed' }]);
    expect(await git('for-each-ref', '--format=%(refname:short)', 'refs/heads')).toBe('master');
    await made.undo();
  });

  test('of which a killed run has only pushed the branch is undone too', async () => {
    const { propose, perform, madeBy, answerInstead, git } = await startWithProject();
    answerInstead({ status: 500, message: 'oops' });
    await expect(perform(propose, { 'a.md': 'a' }, change)).rejects.toMatchObject({ code: 'gitlab-down' });
    const made = madeBy(propose, change, undefined);
    expect(await made.find()).toEqual({ what: `the branch add-docs of ${group}/api` });
    await made.undo();
    expect(await git('for-each-ref', '--format=%(refname:short)', 'refs/heads')).toBe('master');
  });

  test('is left alone once somebody has worked on its branch, or it is merged', async () => {
    const { propose, perform, madeBy, git, read } = await startWithProject();
    const output = await perform(propose, { 'a.md': 'a' }, change);
    const person = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
    const theirs = await git(...person, 'commit-tree', 'add-docs^{tree}', '-p', 'add-docs', '-m', 'Mine');
    await git('update-ref', 'refs/heads/add-docs', theirs);
    const made = madeBy(propose, change, output);
    expect(await made.find()).toMatchObject({ obstacle: 'Somebody has worked on its branch since.' });
    await expect(made.undo()).rejects.toMatchObject({ code: 'not-removed' });
    expect(await madeBy(propose, change, undefined).find()).toBeUndefined();
    const [request] = read()?.requests ?? [];
    if (request) request.state = 'merged';
    expect(await made.find()).toMatchObject({ obstacle: 'It is merged, and is to be reverted there.' });
    await expect(made.undo()).rejects.toMatchObject({ code: 'not-removed' });
    expect(await git('rev-parse', 'add-docs')).toBe(theirs);
  });
});

describe('gitlab:projectVariable:create', () => {
  const variable = { key: 'REGISTRY_TOKEN', value: 'hush', variableType: 'env_var', masked: true };

  async function startWithProject() {
    const started = await start();
    const { projectId } = await started.perform(started.publish, files, {});
    return { ...started, projectId };
  }

  test('gives the project a variable once, by its number, its path or repoUrl alone', async () => {
    const { addVariable, perform, read, projectId } = await startWithProject();
    expect(await perform(addVariable, {}, { ...variable, projectId })).toEqual({ made: 'REGISTRY_TOKEN' });
    expect(await perform(addVariable, {}, { ...variable, projectId: `${group}/api` })).toEqual({});
    expect(await perform(addVariable, {}, variable)).toEqual({});
    expect(read()?.variables).toMatchObject([
      { key: 'REGISTRY_TOKEN', value: 'hush', variable_type: 'env_var', masked: true, environment_scope: '*' },
    ]);
  });

  test('refuses a key that has another value, and a number of another project', async () => {
    const { addVariable, perform, read } = await startWithProject();
    await perform(addVariable, {}, variable);
    await expect(perform(addVariable, {}, { ...variable, value: 'other' })).rejects.toMatchObject({
      code: 'variable-taken',
    });
    await expect(perform(addVariable, {}, { ...variable, key: 'B', projectId: 4711 })).rejects.toThrow(
      `repoUrl names the project ${group}/api, and projectId another one: 4711.`,
    );
    expect(read()?.variables).toHaveLength(1);
  });

  test('is undone where this step made it, and left alone where it was there', async () => {
    const { addVariable, perform, madeBy, read } = await startWithProject();
    const output = await perform(addVariable, {}, variable);
    const input = { ...variable, value: '***' };
    const again = madeBy(addVariable, input, await perform(addVariable, {}, variable));
    expect(await again.find()).toBeUndefined();
    await again.undo();
    expect(read()?.variables).toHaveLength(1);
    const made = madeBy(addVariable, input, output);
    expect(await made.find()).toEqual({ what: `the variable REGISTRY_TOKEN of ${group}/api` });
    await made.undo();
    await made.undo();
    expect(read()?.variables).toEqual([]);
    expect(await made.find()).toBeUndefined();
  });
});

describe('gitlab:repo:push', () => {
  const commit = { branchName: 'configuration', commitMessage: 'Add orders', targetPath: 'services' };
  async function startWithProject() {
    const started = await start();
    await started.perform(started.publish, files, {}, 'run-0');
    return started;
  }

  test('makes a branch of the default one, and adds to one that is there, once', async () => {
    const { pushToRepo, perform, git } = await startWithProject();
    const output = await perform(pushToRepo, { 'orders.yaml': 'a: 1\n' }, commit);
    expect(output).toEqual({
      projectid: `${group}/api`,
      projectPath: `${group}/api`,
      commitHash: await git('rev-parse', 'configuration'),
    });
    expect(await perform(pushToRepo, { 'orders.yaml': 'a: 1\n' }, commit)).toEqual(output);
    await perform(pushToRepo, { 'shop.yaml': 'b: 1\n' }, { ...commit, branchName: 'configuration' }, 'run-2');
    expect(await git('ls-tree', '-r', '--name-only', 'configuration')).toBe(
      '.gitlab-ci.yml\nREADME.md\nservices/orders.yaml\nservices/shop.yaml',
    );
    expect(await git('rev-list', '--count', 'master..configuration')).toBe('2');
    const nothing = await perform(pushToRepo, { 'shop.yaml': 'b: 1\n' }, commit, 'run-3');
    expect(nothing).not.toHaveProperty('commitHash');
  });

  test('takes files away from the default branch', async () => {
    const { pushToRepo, perform, git } = await startWithProject();
    const input = { branchName: 'master', commitMessage: 'Away', commitAction: 'delete' };
    await perform(pushToRepo, { 'README.md': '' }, input);
    expect(await git('ls-tree', '-r', '--name-only', 'master')).toBe('.gitlab-ci.yml');
  });

  test('is found again, and not taken back', async () => {
    const { pushToRepo, perform, madeBy, git } = await startWithProject();
    expect(await madeBy(pushToRepo, commit, undefined).find()).toBeUndefined();
    const output = await perform(pushToRepo, { 'orders.yaml': 'a: 1\n' }, commit);
    const hash = await git('rev-parse', 'configuration');
    const found = {
      what: `the commit ${hash.slice(0, 7)} on the branch configuration of ${group}/api`,
      obstacle: 'What was pushed is not taken back: revert it there.',
    };
    expect(await madeBy(pushToRepo, commit, undefined).find()).toEqual(found);
    expect(await madeBy(pushToRepo, commit, output).find()).toEqual(found);
    expect(await madeBy(pushToRepo, commit, undefined, 'run-2').find()).toBeUndefined();
    await expect(madeBy(pushToRepo, commit, output).undo()).rejects.toMatchObject({ code: 'not-removed' });
  });
});

describe('gitlab:issues:create', () => {
  const issue = { title: 'Set up alerts', description: 'Soon', labels: 'todo', dueDate: '2027-01-02T00:00:00Z' };
  async function startWithProject() {
    const started = await start();
    await started.perform(started.publish, files, {}, 'run-0');
    return started;
  }

  test('opens an issue once, with what GitLab calls by other names', async () => {
    const { openIssue, perform, read, url } = await startWithProject();
    const input = { ...issue, assignees: [7], issueType: 'task', weight: 2 };
    const output = await perform(openIssue, {}, input);
    expect(output).toEqual({ issueUrl: `${url}/${group}/api/-/issues/1`, issueId: 1001, issueIid: 1 });
    expect(await perform(openIssue, {}, input)).toEqual(output);
    expect(read()?.issues.map(({ properties }) => properties)).toEqual([
      {
        title: 'Set up alerts',
        description: 'Soon\n\n<!-- callboard:run-1 -->',
        labels: 'todo',
        due_date: '2027-01-02',
        assignee_ids: [7],
        issue_type: 'task',
        weight: 2,
      },
    ]);
  });

  test('is found again by its run alone, and closed', async () => {
    const { openIssue, perform, madeBy, read } = await startWithProject();
    const made = madeBy(openIssue, issue, undefined);
    expect(await made.find()).toBeUndefined();
    const output = await perform(openIssue, {}, issue);
    expect(await made.find()).toEqual({ what: `the issue #1 of ${group}/api`, url: output['issueUrl'] });
    expect(await madeBy(openIssue, issue, undefined, 'run-2').find()).toBeUndefined();
    await madeBy(openIssue, issue, output).undo();
    expect(read()?.issues).toMatchObject([{ state: 'closed' }]);
    expect(await madeBy(openIssue, issue, output).find()).toBeUndefined();
  });
});

describe('gitlab:pipeline:trigger', () => {
  const pipeline = { branch: 'master', tokenDescription: 'First deployment', variables: { STAGE: 'test' } };
  async function startWithProject() {
    const started = await start();
    await started.perform(started.publish, files, {}, 'run-0');
    return started;
  }

  test('starts a pipeline as a trigger does, and leaves no trigger token', async () => {
    const { trigger, perform, madeBy, read, url } = await startWithProject();
    const output = await perform(trigger, {}, pipeline);
    expect(output).toEqual({ pipelineUrl: `${url}/${group}/api/-/pipelines/1` });
    expect(read()).toMatchObject({ pipelines: [{ ref: 'master', variables: { STAGE: 'test' } }], triggers: [] });
    const made = madeBy(trigger, pipeline, output);
    expect(await made.find()).toMatchObject({ obstacle: 'A pipeline that was started cannot be unstarted.' });
    await expect(made.undo()).rejects.toMatchObject({ code: 'not-removed' });
  });

  test('of which a killed run has left its trigger token is undone, and no other’s', async () => {
    const { trigger, perform, madeBy, read } = await startWithProject();
    const triggers = read()?.triggers ?? [];
    triggers.push({ id: 5, description: 'First deployment (Callboard, run run-1)' }, { id: 6, description: 'Theirs' });
    const made = madeBy(trigger, pipeline, undefined);
    expect(await made.find()).toEqual({ what: `a trigger token of ${group}/api` });
    await made.undo();
    expect(triggers).toEqual([{ id: 6, description: 'Theirs' }]);
    expect(await made.find()).toBeUndefined();
    triggers.push({ id: 7, description: 'First deployment (Callboard, run run-1)' });
    await perform(trigger, {}, pipeline);
    expect(triggers).toEqual([{ id: 6, description: 'Theirs' }]);
  });
});
