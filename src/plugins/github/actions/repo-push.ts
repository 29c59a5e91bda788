import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import { authorProperties, commitAuthor } from '#callboard/scaffolder/commit-author.ts';
import { folderInWorkspace } from '#callboard/scaffolder/folder-in-workspace.ts';
import { fillRepository } from '#callboard/scaffolder/hosts/fill-repository.ts';
import { isOwn } from '#callboard/scaffolder/hosts/make-repository.ts';
import { withoutMark } from '#callboard/scaffolder/hosts/run-mark.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import { createGitHubAction, type GitHubAtHand, type GitHubCall } from './github-action.ts';
import { protectionInputs } from './protect-branch.ts';
import { protectDefaultBranch } from './publish-github.ts';

/** Backstage's action that pushes the run's files as the first commit of a repository that is there. */
export function createRepoPush(github: GitHubAtHand): Action {
  return createGitHubAction(github, {
    id: 'github:repo:push',
    description:
      "Pushes the run's files as the first commit of an empty repository on GitHub, and protects its branch.",
    example: {
      description: 'Fill the repository that an earlier step made',
      input: { repoUrl: '${{ parameters.repoUrl }}' },
    },
    inputs: {
      defaultBranch: { type: 'string', minLength: 1, description: '`main` where none is given.' },
      sourcePath: { type: 'string', description: "A folder of the run's to push, instead of all of it." },
      gitCommitMessage: { type: 'string' },
      ...authorProperties,
      ...protectionInputs,
      protectDefaultBranch: { type: 'boolean', description: 'True where nothing is given.' },
      protectEnforceAdmins: { type: 'boolean', description: 'True where nothing is given.' },
    },
    outputs: {
      remoteUrl: { type: 'string', description: 'What a person clones.' },
      repoContentsUrl: { type: 'string', description: 'Where a person reads it.' },
      commitHash: { type: 'string' },
      repository: { type: 'object', description: 'For catalog:register.' },
    },
    run: async (call, context) => {
      const { github, target, input, runId, signal } = call;
      const { owner, repo: name } = target;
      const branch = textOf(input['defaultBranch']) ?? 'main';
      const folder = await folderInWorkspace(context.workspace, textOf(input['sourcePath']));
      const found = await github.remote.api.find({ owner, name, runId, branch }, signal);
      if (found === undefined) throw notThere(call);
      if (found.head !== undefined && !isOwn(found, runId)) throw notEmpty(call);
      const { data } = await call.ask((send) => send('GET /repos/{owner}/{repo}', { ...target }));
      const request = {
        owner,
        name,
        description: withoutMark(data.description ?? '', runId),
        visibility: 'private' as const,
        defaultBranch: branch,
        runId,
        commitMessage: textOf(input['gitCommitMessage']) ?? 'Initial commit',
        author: commitAuthor(input),
      };
      const { commit, ...repository } = await fillRepository(github.remote, found, request, folder, signal);
      await protectDefaultBranch(call, branch, context);
      return {
        remoteUrl: repository.cloneUrl,
        repoContentsUrl: `${repository.webUrl}/blob/${branch}`,
        commitHash: commit,
        repository: { host: github.remote.host, ...repository },
        made: commit,
      };
    },
    made: {
      read: async ({ target, github }, commit) => ({
        what: `the first commit of ${target.owner}/${target.repo}`,
        url: `${github.remote.cloneUrlOf({ owner: target.owner, name: target.repo }).replace(/\.git$/, '')}/commit/${commit}`,
        obstacle: 'What was pushed is not taken back; where this run made the repository, it goes with it.',
      }),
      remove: async ({ target }) => {
        throw new Refusal(`What was pushed to ${target.owner}/${target.repo} is not taken back.`, {
          code: 'not-removed',
        });
      },
    },
  });
}

function notThere({ target, github }: GitHubCall): Refusal {
  return new Refusal(`There is no repository ${target.owner}/${target.repo} at ${github.remote.host}.`, {
    code: 'no-such-repository',
    hint: 'Have an earlier step make it: github:repo:create, or publish:github in place of both.',
  });
}

function notEmpty({ target, github }: GitHubCall): Refusal {
  return new Refusal(`The repository ${target.owner}/${target.repo} at ${github.remote.host} has files already.`, {
    code: 'repository-not-empty',
    hint: 'Choose another repository, or use publish:github:pull-request.',
  });
}
