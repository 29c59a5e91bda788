import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { patiently } from '#callboard/scaffolder/hosts/patiently.ts';
import { numberOf, textsOf } from '#callboard/scaffolder/json-object.ts';
import type { GitHubCall } from './github-action.ts';

const flag = { type: 'boolean' } as const;
const texts = { type: 'array', items: { type: 'string' } } as const;
const people = { type: 'object', properties: { users: texts, teams: texts, apps: texts } } as const;

/** JSON Schemas of the inputs that {@link protectBranch} knows. */
export const protectionInputs = {
  requiredApprovingReviewCount: { type: 'integer', minimum: 0, maximum: 6 },
  requireCodeOwnerReviews: { ...flag, description: 'Whether the owners in CODEOWNERS must approve.' },
  dismissStaleReviews: flag,
  bypassPullRequestAllowances: people,
  restrictions: { ...people, required: ['users', 'teams'] },
  requiredStatusCheckContexts: texts,
  requireBranchesToBeUpToDate: flag,
  requiredConversationResolution: flag,
  requireLastPushApproval: flag,
  requiredCommitSigning: flag,
  requiredLinearHistory: flag,
} as const;

/**
 * Protects a branch as a step's inputs say, with Backstage's defaults; one that GitHub does not know yet is waited for.
 * What was set before is replaced.
 * @throws Refusal where GitHub says no, as it does for private repositories on its free plan
 */
export async function protectBranch(call: GitHubCall, branch: string, enforceAdmins: boolean): Promise<void> {
  const { ask, target, input, github, signal } = call;
  const is = (name: string, byDefault = false) => (typeof input[name] === 'boolean' ? input[name] : byDefault);
  const bypass = peopleOf(input['bypassPullRequestAllowances']);
  const protection = {
    ...target,
    branch,
    enforce_admins: enforceAdmins,
    required_status_checks: {
      strict: is('requireBranchesToBeUpToDate', true),
      contexts: [...textsOf(input['requiredStatusCheckContexts'])],
    },
    required_pull_request_reviews: {
      required_approving_review_count: numberOf(input['requiredApprovingReviewCount']) ?? 1,
      require_code_owner_reviews: is('requireCodeOwnerReviews'),
      dismiss_stale_reviews: is('dismissStaleReviews'),
      require_last_push_approval: is('requireLastPushApproval'),
      ...(bypass && { bypass_pull_request_allowances: bypass }),
    },
    restrictions: peopleOf(input['restrictions']) ?? null,
    required_conversation_resolution: is('requiredConversationResolution'),
    required_linear_history: is('requiredLinearHistory'),
    block_creations: is('blockCreations'),
  };
  const protect = () => ask((send) => send('PUT /repos/{owner}/{repo}/branches/{branch}/protection', protection));
  await patiently(protect, ['github-not-found'], github.remote.wait, signal);
  if (is('requiredCommitSigning')) {
    await ask((send) =>
      send('POST /repos/{owner}/{repo}/branches/{branch}/protection/required_signatures', { ...target, branch }),
    );
  }
}

/** Lists of logins and slugs; GitHub takes no null for one that is not given. */
function peopleOf(value: Json | undefined) {
  if (!isJsonObject(value)) return undefined;
  const apps = [...textsOf(value['apps'])];
  return {
    users: [...textsOf(value['users'])],
    teams: [...textsOf(value['teams'])],
    ...(apps.length > 0 && { apps }),
  };
}
