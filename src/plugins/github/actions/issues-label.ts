import type { Action } from '#callboard/scaffolder/action.ts';
import { textsOf } from '#callboard/scaffolder/json-object.ts';
import { createGitHubAction, type GitHubAtHand, type GitHubCall } from './github-action.ts';

/** Backstage's action that puts labels on an issue or a pull request. */
export function createIssuesLabel(github: GitHubAtHand): Action {
  return createGitHubAction(github, {
    id: 'github:issues:label',
    description: 'Puts labels on an issue or a pull request at GitHub.',
    example: {
      description: 'Label the pull request of an earlier step',
      input: {
        repoUrl: '${{ parameters.repoUrl }}',
        number: '${{ steps.propose.output.pullRequestNumber }}',
        labels: ['generated'],
      },
    },
    required: ['number', 'labels'],
    inputs: {
      number: { type: ['string', 'number'], pattern: '^\\d+$', description: 'Of the issue or pull request.' },
      labels: { type: 'array', minItems: 1, items: { type: 'string' } },
    },
    run: async (call) => {
      const { ask, target } = call;
      const labels = [...textsOf(call.input['labels'])];
      const before = await labelsOf(call);
      await ask((send) =>
        send('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
          ...target,
          issue_number: numberIn(call),
          labels,
        }),
      );
      const added = labels.filter((label) => !before.includes(label));
      return added.length > 0 ? { made: JSON.stringify(added) } : {};
    },
    made: {
      read: async (call, made) => {
        const { target } = call;
        const present = await labelsOf(call);
        const left = labelsIn(made).filter((label) => present.includes(label));
        if (left.length === 0) return undefined;
        return { what: `the labels ${left.join(', ')} of #${numberIn(call)} of ${target.owner}/${target.repo}` };
      },
      remove: async (call, made) => {
        const added = labelsIn(made);
        const labels = (await labelsOf(call)).filter((label) => !added.includes(label));
        const kept = { ...call.target, issue_number: numberIn(call), labels };
        await call.ask((send) => send('PUT /repos/{owner}/{repo}/issues/{issue_number}/labels', kept));
      },
    },
  });
}

const numberIn = ({ input }: GitHubCall): number => Number(input['number']);

const labelsIn = (made: string | number): readonly string[] => textsOf(JSON.parse(String(made)));

async function labelsOf(call: GitHubCall): Promise<readonly string[]> {
  const { data } = await call.ask((send) =>
    send('GET /repos/{owner}/{repo}/issues/{issue_number}', { ...call.target, issue_number: numberIn(call) }),
  );
  return data.labels.flatMap((label) => (typeof label === 'string' ? [label] : (label.name ?? [])));
}
