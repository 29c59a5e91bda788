import { isJsonObject } from '#callboard/core/storage/json.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import { asText, textOf } from '#callboard/scaffolder/json-object.ts';
import { createGitHubAction, type GitHubAtHand } from './github-action.ts';

const notUndone = 'A workflow that was started cannot be unstarted.';

/** Backstage's action that starts a workflow of GitHub Actions. */
export function createActionsDispatch(github: GitHubAtHand): Action {
  return createGitHubAction(github, {
    id: 'github:actions:dispatch',
    description:
      'Starts a workflow of GitHub Actions. It cannot be undone, and is done again where the bot ends before it knows.',
    example: {
      description: 'Have the website built',
      input: { repoUrl: '${{ parameters.repoUrl }}', workflowId: 'pages.yml', branchOrTagName: 'main' },
    },
    required: ['workflowId', 'branchOrTagName'],
    inputs: {
      workflowId: { type: 'string', minLength: 1, description: 'The name of its file.' },
      branchOrTagName: { type: 'string', minLength: 1 },
      workflowInputs: { type: 'object', maxProperties: 25 },
      returnWorkflowRunDetails: { type: 'boolean' },
    },
    outputs: {
      workflowRunId: { type: 'number' },
      workflowRunUrl: { type: 'string' },
      workflowRunHtmlUrl: { type: 'string' },
    },
    run: async ({ ask, target, input }) => {
      const given = isJsonObject(input['workflowInputs']) ? input['workflowInputs'] : {};
      const inputs = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, asText(value)]));
      const workflowId = textOf(input['workflowId']) ?? '';
      const { data } = await ask((send) =>
        send('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
          ...target,
          workflow_id: workflowId,
          ref: textOf(input['branchOrTagName']) ?? '',
          ...(Object.keys(inputs).length > 0 && { inputs }),
          ...(input['returnWorkflowRunDetails'] === true && { return_run_details: true }),
        }),
      );
      const details: unknown = data;
      if (!isJsonObject(details)) return { made: workflowId };
      const { workflow_run_id: workflowRunId, run_url: workflowRunUrl, html_url: workflowRunHtmlUrl } = details;
      return {
        made: workflowId,
        ...(typeof workflowRunId === 'number' && { workflowRunId }),
        ...(typeof workflowRunUrl === 'string' && { workflowRunUrl }),
        ...(typeof workflowRunHtmlUrl === 'string' && { workflowRunHtmlUrl }),
      };
    },
    made: {
      read: async ({ target, github }, workflow) => ({
        what: `a run of the workflow ${workflow} of ${target.owner}/${target.repo}`,
        url: `${github.remote.cloneUrlOf({ owner: target.owner, name: target.repo }).replace(/\.git$/, '')}/actions`,
        obstacle: notUndone,
      }),
      remove: async () => {
        throw new Refusal(notUndone, { code: 'not-removed' });
      },
    },
  });
}
