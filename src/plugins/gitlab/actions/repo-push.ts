import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import { sourceBranch } from './find-merge-request.ts';
import { findOwnCommit } from './find-own-commit.ts';
import { callOf, type GitLabAtHand, madeCallOf } from './gitlab-at-hand.ts';
import { pushedFilesInputs, pushFiles } from './push-files.ts';

const text = { type: 'string' } as const;
const notUndone = 'What was pushed is not taken back: revert it there.';

/** Backstage's action that pushes the run's files to a branch of a project. */
export function createRepoPush(gitlab: GitLabAtHand): Action {
  return {
    id: 'gitlab:repo:push',
    description: "Pushes the run's files to a branch of a project at GitLab, which is made where it is not there.",
    effect: 'outside',
    examples: [
      {
        description: 'Keep what was made in a repository of configurations',
        input: {
          repoUrl: 'gitlab.com?owner=acme&repo=clusters',
          branchName: 'main',
          commitMessage: 'Add ${{ parameters.name }}',
          targetPath: 'services/${{ parameters.name }}',
        },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['repoUrl', 'branchName', 'commitMessage'],
      properties: {
        repoUrl: { ...text, description: 'As `gitlab.com?owner=acme&repo=clusters`.' },
        branchName: { ...text, minLength: 1, description: 'Made from the default branch where it is not there.' },
        commitMessage: { ...text, minLength: 1 },
        sourcePath: { ...text, description: "A folder of the run's to push, instead of all of it." },
        ...pushedFilesInputs,
        token: { description: 'Used instead of the configured one, where it is a text.' },
      },
    },
    outputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['projectid', 'projectPath'],
      properties: {
        projectid: text,
        projectPath: text,
        commitHash: { ...text, description: 'Left out where the branch has all of it already.' },
      },
    },
    run: async (context) => {
      const call = callOf(gitlab, context);
      const { input, project } = call;
      const { commit } = await pushFiles(call, context.workspace, textOf(input['sourcePath']) || '.', {
        base: undefined,
        branch: sourceBranch(input),
        message: textOf(input['commitMessage']) ?? '',
        mayUpdate: true,
      });
      return { projectid: project, projectPath: project, ...(commit !== undefined && { commitHash: commit }) };
    },
    made: {
      find: async (context) => {
        const call = madeCallOf(gitlab, context);
        const given = textOf(context.output?.['commitHash']);
        const commit = context.output === undefined ? await findOwnCommit(call) : given;
        if (commit === undefined) return undefined;
        return {
          what: `the commit ${commit.slice(0, 7)} on the branch ${sourceBranch(call.input)} of ${call.project}`,
          obstacle: notUndone,
        };
      },
      undo: async () => {
        throw new Refusal(notUndone, { code: 'not-removed' });
      },
    },
  };
}
