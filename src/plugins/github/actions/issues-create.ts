import type { Action } from '#callboard/scaffolder/action.ts';
import { textOf, textsOf } from '#callboard/scaffolder/json-object.ts';
import { createGitHubAction, type GitHubAtHand, type GitHubCall } from './github-action.ts';
import { isMarkedText, markText } from '#callboard/scaffolder/hosts/marked-text.ts';

/** Backstage's action that opens an issue. */
export function createIssuesCreate(github: GitHubAtHand): Action {
  return createGitHubAction(github, {
    id: 'github:issues:create',
    description: 'Opens an issue at GitHub.',
    example: {
      description: 'Leave a reminder',
      input: { repoUrl: '${{ parameters.repoUrl }}', title: 'Set up alerts', labels: ['todo'] },
    },
    required: ['title'],
    inputs: {
      title: { type: 'string', minLength: 1 },
      body: { type: 'string' },
      assignees: { type: 'array', items: { type: 'string' } },
      milestone: { type: ['string', 'number'], description: 'Its number.' },
      labels: { type: 'array', items: { type: 'string' } },
    },
    outputs: { issueUrl: { type: 'string' }, issueNumber: { type: 'number' } },
    run: async (call) => {
      const { ask, target, input, runId } = call;
      const milestone = input['milestone'];
      const issue = {
        ...target,
        title: textOf(input['title']) ?? '',
        body: markText(textOf(input['body']) ?? '', runId),
        assignees: [...textsOf(input['assignees'])],
        labels: [...textsOf(input['labels'])],
        ...(milestone !== undefined && milestone !== '' && { milestone: Number(milestone) }),
      };
      const made = await findIssue(call);
      const { html_url: issueUrl, number } =
        made ?? (await ask((send) => send('POST /repos/{owner}/{repo}/issues', issue))).data;
      return { issueUrl, issueNumber: number, made: number };
    },
    made: {
      search: async (call) => (await findIssue(call))?.number,
      read: async ({ ask, target }, made) => {
        const { data } = await ask((send) =>
          send('GET /repos/{owner}/{repo}/issues/{issue_number}', { ...target, issue_number: Number(made) }),
        );
        if (data.state === 'closed') return undefined;
        return { what: `the issue #${made} of ${target.owner}/${target.repo}`, url: data.html_url };
      },
      // GitHub lets nobody but administrators delete issues, and not through this API.
      remove: async ({ ask, target }, made) => {
        const closed = { ...target, issue_number: Number(made), state: 'closed', state_reason: 'not_planned' } as const;
        await ask((send) => send('PATCH /repos/{owner}/{repo}/issues/{issue_number}', closed));
      },
    },
  });
}

/** The issue of that title that the run has opened, among the newest. */
async function findIssue({ ask, target, input, runId }: GitHubCall) {
  const newest = { ...target, state: 'open', sort: 'created', direction: 'desc', per_page: 100 } as const;
  const { data } = await ask((send) => send('GET /repos/{owner}/{repo}/issues', newest));
  return data.find(({ title, body }) => title === input['title'] && isMarkedText(body, runId));
}
