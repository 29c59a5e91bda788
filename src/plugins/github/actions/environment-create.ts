import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import { numberOf, textOf, textsOf } from '#callboard/scaffolder/json-object.ts';
import { unlessRefused } from '../unless-refused.ts';
import { createGitHubAction, type GitHubAtHand, type GitHubCall } from './github-action.ts';
import { putSecrets } from './put-secrets.ts';
import { putVariables } from './put-variables.ts';

const texts = { type: 'array', items: { type: 'string' } } as const;
const map = { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } } as const;

/** Backstage's action that makes an environment that workflows deploy to. */
export function createEnvironmentCreate(github: GitHubAtHand): Action {
  return createGitHubAction(github, {
    id: 'github:environment:create',
    description: 'Makes an environment of a repository at GitHub, or changes one that is there.',
    example: {
      description: 'Make an environment that is deployed to after two hours',
      input: { repoUrl: '${{ parameters.repoUrl }}', name: 'production', waitTimer: 120 },
    },
    required: ['name'],
    inputs: {
      name: { type: 'string', minLength: 1 },
      deploymentBranchPolicy: {
        type: ['object', 'null'],
        required: ['protected_branches', 'custom_branch_policies'],
        properties: { protected_branches: { type: 'boolean' }, custom_branch_policies: { type: 'boolean' } },
      },
      customBranchPolicyNames: texts,
      customTagPolicyNames: texts,
      environmentVariables: map,
      secrets: map,
      waitTimer: { type: 'integer', minimum: 0, maximum: 43_200, description: 'In minutes.' },
      preventSelfReview: { type: 'boolean' },
      reviewers: { ...texts, maxItems: 6, description: 'Refs of users and groups; their names are those at GitHub.' },
    },
    run: async (call) => {
      const { ask, input } = call;
      const at = placeOf(call);
      const before = await unlessRefused(() =>
        ask((send) => send('GET /repos/{owner}/{repo}/environments/{environment_name}', at)),
      );
      const waitTimer = numberOf(input['waitTimer']);
      const preventSelfReview = input['preventSelfReview'];
      const reviewers = await reviewersOf(call);
      const policy = input['deploymentBranchPolicy'];
      const settings = {
        ...at,
        ...(waitTimer !== undefined && { wait_timer: waitTimer }),
        ...(typeof preventSelfReview === 'boolean' && { prevent_self_review: preventSelfReview }),
        ...(reviewers.length > 0 && { reviewers }),
        ...(isJsonObject(policy) && {
          deployment_branch_policy: {
            protected_branches: policy['protected_branches'] === true,
            custom_branch_policies: policy['custom_branch_policies'] === true,
          },
        }),
      };
      await ask((send) => send('PUT /repos/{owner}/{repo}/environments/{environment_name}', settings));
      for (const type of ['branch', 'tag'] as const) await allow(call, type);
      await putVariables(call, objectIn(call, 'environmentVariables'), at.environment_name);
      await putSecrets(call, objectIn(call, 'secrets'), at.environment_name);
      return before === undefined ? { made: at.environment_name } : {};
    },
    made: {
      read: async (call, made) => {
        const { ask, target } = call;
        await ask((send) => send('GET /repos/{owner}/{repo}/environments/{environment_name}', placeOf(call)));
        return { what: `the environment ${made} of ${target.owner}/${target.repo}` };
      },
      remove: async (call) => {
        await call.ask((send) => send('DELETE /repos/{owner}/{repo}/environments/{environment_name}', placeOf(call)));
      },
    },
  });
}

const placeOf = ({ target, input }: GitHubCall) => ({ ...target, environment_name: textOf(input['name']) ?? '' });

const objectIn = ({ input }: GitHubCall, name: string) => {
  const value = input[name];
  return isJsonObject(value) ? value : {};
};

/** Lets branches or tags of a pattern be deployed from; a pattern that is there is told by 303. */
async function allow(call: GitHubCall, type: 'branch' | 'tag'): Promise<void> {
  const names = textsOf(call.input[type === 'branch' ? 'customBranchPolicyNames' : 'customTagPolicyNames']);
  const path = '/repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies' as const;
  for (const name of names) {
    await call.ask((send) => send(`POST ${path}`, { ...placeOf(call), name, type }));
  }
}

/** The ids of users and teams, which GitHub wants. @throws Refusal where it does not know one */
async function reviewersOf({ ask, target, input }: GitHubCall) {
  const reviewers: { type: 'User' | 'Team'; id: number }[] = [];
  for (const ref of textsOf(input['reviewers'])) {
    const name = ref.replace(/^.*[:/]/, '');
    if (ref.toLowerCase().startsWith('group:')) {
      const team = { org: target.owner, team_slug: name };
      const { data } = await ask((send) => send('GET /orgs/{org}/teams/{team_slug}', team));
      reviewers.push({ type: 'Team', id: data.id });
    } else {
      const { data } = await ask((send) => send('GET /users/{username}', { username: name }));
      reviewers.push({ type: 'User', id: Number(data.id) });
    }
  }
  return reviewers;
}
