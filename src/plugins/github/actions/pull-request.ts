import { pushBranch } from '#callboard/git/push-branch.ts';
import { readRunTrailer } from '#callboard/git/run-trailer.ts';
import type { Action, ActionContext } from '#callboard/scaffolder/action.ts';
import { authorProperties, commitAuthor } from '#callboard/scaffolder/commit-author.ts';
import { folderInWorkspace } from '#callboard/scaffolder/folder-in-workspace.ts';
import { textOf, textsOf } from '#callboard/scaffolder/json-object.ts';
import { unlessRefused } from '../unless-refused.ts';
import { createGitHubAction, type GitHubAtHand, type GitHubCall } from './github-action.ts';
import { isMarkedText, markText } from '#callboard/scaffolder/hosts/marked-text.ts';

const texts = { type: 'array', items: { type: 'string' } } as const;

/** Backstage's action that proposes the run's files as a change of a repository. */
export function createPullRequest(github: GitHubAtHand): Action {
  return createGitHubAction(github, {
    id: 'publish:github:pull-request',
    description: "Opens a pull request at GitHub with the run's files.",
    example: {
      description: 'Propose a catalog file',
      input: {
        repoUrl: '${{ parameters.repoUrl }}',
        branchName: 'add-catalog-info',
        title: 'Add a catalog file',
        description: 'So that others find it.',
      },
    },
    required: ['branchName', 'title', 'description'],
    inputs: {
      branchName: { type: 'string', minLength: 1 },
      targetBranchName: { type: 'string', description: 'The default branch where none is given.' },
      title: { type: 'string', minLength: 1 },
      description: { type: 'string' },
      draft: { type: 'boolean' },
      sourcePath: { type: 'string', description: "A folder of the run's to propose, instead of all of it." },
      targetPath: { type: 'string', description: 'The folder of the repository that the files go into.' },
      filesToDelete: { ...texts, description: 'Files of that folder that go away.' },
      commitMessage: { type: 'string', description: 'The title where none is given.' },
      update: { type: 'boolean', description: 'Whether a branch of that name that is there gets the change on top.' },
      createWhenEmpty: { type: 'boolean', description: 'Whether there is one even where nothing changes: true.' },
      forceFork: { const: false, description: 'Branches are made in the repository itself here.' },
      reviewers: texts,
      teamReviewers: texts,
      assignees: texts,
      ...authorProperties,
    },
    outputs: {
      targetBranchName: { type: 'string' },
      remoteUrl: { type: 'string', description: 'Where a person reads it.' },
      pullRequestNumber: { type: 'number' },
    },
    run: async (call, context) => {
      const { base, commit } = await push(call, context);
      if (commit === undefined) return { targetBranchName: base };
      const found = await findPullRequest(call);
      const { number, html_url: remoteUrl } = found ?? (await open(call, base));
      await askForReview(call, number);
      const isOwn = found === undefined || isMarkedText(found.body, call.runId);
      return { targetBranchName: base, remoteUrl, pullRequestNumber: number, ...(isOwn && { made: number }) };
    },
    made: {
      search: async (call) => {
        const found = await findPullRequest(call);
        return found && isMarkedText(found.body, call.runId) ? found.number : undefined;
      },
      read: async ({ ask, target }, made) => {
        const { data } = await ask((send) =>
          send('GET /repos/{owner}/{repo}/pulls/{pull_number}', { ...target, pull_number: Number(made) }),
        );
        const what = `the pull request #${made} of ${target.owner}/${target.repo}`;
        if (data.merged) return { what, url: data.html_url, obstacle: 'It is merged, and is to be reverted there.' };
        return data.state === 'closed' ? undefined : { what, url: data.html_url };
      },
      remove: async (call, made) => {
        const { ask, target } = call;
        const closed = { ...target, pull_number: Number(made), state: 'closed' } as const;
        await ask((send) => send('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', closed));
        await removeBranch(call);
      },
    },
  });
}

async function push({ github: { remote }, target, input, runId, signal }: GitHubCall, { workspace }: ActionContext) {
  return pushBranch(remote.cloneUrlOf({ owner: target.owner, name: target.repo }), {
    base: textOf(input['targetBranchName']) || undefined,
    branch: branchIn(input),
    folder: await folderInWorkspace(workspace, textOf(input['sourcePath'])),
    targetPath: textOf(input['targetPath']) ?? '',
    filesToDelete: textsOf(input['filesToDelete']),
    message: textOf(input['commitMessage']) ?? textOf(input['title']) ?? '',
    runId,
    mayUpdate: input['update'] === true,
    mayBeEmpty: input['createWhenEmpty'] !== false,
    author: commitAuthor(input) ?? remote.author,
    credentials: await remote.readCredentials(signal),
    signal,
  });
}

const branchIn = (input: GitHubCall['input']): string => textOf(input['branchName']) ?? '';

/** The open pull request of the branch. */
async function findPullRequest({ ask, target, input }: GitHubCall) {
  const head = `${target.owner}:${branchIn(input)}`;
  const { data } = await ask((send) => send('GET /repos/{owner}/{repo}/pulls', { ...target, head, state: 'open' }));
  return data.at(0);
}

async function open({ ask, target, input, runId }: GitHubCall, base: string) {
  const request = {
    ...target,
    base,
    head: branchIn(input),
    title: textOf(input['title']) ?? '',
    body: markText(textOf(input['description']) ?? '', runId),
    draft: input['draft'] === true,
  };
  return (await ask((send) => send('POST /repos/{owner}/{repo}/pulls', request))).data;
}

async function askForReview({ ask, target, input }: GitHubCall, number: number): Promise<void> {
  const reviewers = [...textsOf(input['reviewers'])];
  const team_reviewers = [...textsOf(input['teamReviewers'])];
  if (reviewers.length + team_reviewers.length > 0) {
    const review = { ...target, pull_number: number, reviewers, team_reviewers };
    await ask((send) => send('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', review));
  }
  const assignees = [...textsOf(input['assignees'])];
  if (assignees.length > 0) {
    const assigned = { ...target, issue_number: number, assignees };
    await ask((send) => send('POST /repos/{owner}/{repo}/issues/{issue_number}/assignees', assigned));
  }
}

/** Removes the branch, unless somebody else has worked on it since. */
async function removeBranch({ ask, target, input, runId }: GitHubCall): Promise<void> {
  const branch = branchIn(input);
  const read = () => ask((send) => send('GET /repos/{owner}/{repo}/commits/{ref}', { ...target, ref: branch }));
  // GitHub answers 422 where there is no such branch.
  const head = await unlessRefused(read, ['github-not-found', 'github-request-refused']);
  if (head === undefined || readRunTrailer(head.data.commit.message) !== runId) return;
  await ask((send) => send('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ...target, ref: `heads/${branch}` }));
}
