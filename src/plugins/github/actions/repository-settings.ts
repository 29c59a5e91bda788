import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { textOf, textsOf } from '#callboard/scaffolder/json-object.ts';
import type { GitHubCall } from './github-action.ts';
import { giveAccess } from './give-access.ts';
import { putSecrets } from './put-secrets.ts';
import { putVariables } from './put-variables.ts';

const flag = { type: 'boolean' } as const;
const map = { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } } as const;

/** What GitHub calls the settings of a repository that actions have by another name; what is not given stays as GitHub makes it. */
const settingNames = {
  homepage: 'homepage',
  deleteBranchOnMerge: 'delete_branch_on_merge',
  allowMergeCommit: 'allow_merge_commit',
  allowSquashMerge: 'allow_squash_merge',
  squashMergeCommitTitle: 'squash_merge_commit_title',
  squashMergeCommitMessage: 'squash_merge_commit_message',
  allowRebaseMerge: 'allow_rebase_merge',
  allowAutoMerge: 'allow_auto_merge',
  allowUpdateBranch: 'allow_update_branch',
  hasProjects: 'has_projects',
  hasWiki: 'has_wiki',
  hasIssues: 'has_issues',
} as const;

/** JSON Schemas of the inputs that {@link applySettings} knows. */
export const settingsInputs = {
  homepage: { type: 'string' },
  access: { type: 'string', description: 'Who administers it besides its owner: a user, or a team as `acme/team`.' },
  collaborators: {
    type: 'array',
    items: {
      type: 'object',
      required: ['access'],
      oneOf: [{ required: ['user'] }, { required: ['team'] }],
      properties: { access: { type: 'string' }, user: { type: 'string' }, team: { type: 'string' } },
    },
  },
  topics: { type: 'array', items: { type: 'string' } },
  deleteBranchOnMerge: flag,
  allowMergeCommit: flag,
  allowSquashMerge: flag,
  squashMergeCommitTitle: { enum: ['PR_TITLE', 'COMMIT_OR_PR_TITLE'] },
  squashMergeCommitMessage: { enum: ['PR_BODY', 'COMMIT_MESSAGES', 'BLANK'] },
  allowRebaseMerge: flag,
  allowAutoMerge: flag,
  allowUpdateBranch: flag,
  hasProjects: flag,
  hasWiki: flag,
  hasIssues: flag,
  repoVariables: map,
  secrets: map,
  oidcCustomization: {
    type: 'object',
    additionalProperties: false,
    properties: { useDefault: flag, includeClaimKeys: { type: 'array', items: { type: 'string' } } },
  },
  customProperties: { type: 'object', additionalProperties: { type: ['string', 'array'], items: { type: 'string' } } },
  subscribe: flag,
} as const;

/**
 * Gives a repository the settings of a step, access to it, variables and secrets. It does no harm twice.
 * @throws Refusal where GitHub says no to one of them
 */
export async function applySettings(call: GitHubCall): Promise<void> {
  const { ask, target, input } = call;
  const settings = Object.entries(settingNames).flatMap(([name, known]) =>
    input[name] === undefined ? [] : [[known, input[name]] as const],
  );
  if (settings.length > 0) {
    await ask((send) => send('PATCH /repos/{owner}/{repo}', { ...target, ...Object.fromEntries(settings) }));
  }
  await giveAccess(call);
  const names = textsOf(input['topics']).map((topic) => topic.toLowerCase());
  if (names.length > 0) await ask((send) => send('PUT /repos/{owner}/{repo}/topics', { ...target, names }));
  await putVariables(call, objectAt(input, 'repoVariables'));
  await putSecrets(call, objectAt(input, 'secrets'));
  await putRareSettings(call);
}

async function putRareSettings({ ask, target, input }: GitHubCall): Promise<void> {
  const properties = Object.entries(objectAt(input, 'customProperties')).map(([property_name, value]) => ({
    property_name,
    value: textOf(value) ?? [...textsOf(value)],
  }));
  if (properties.length > 0) {
    await ask((send) => send('PATCH /repos/{owner}/{repo}/properties/values', { ...target, properties }));
  }
  const oidc = input['oidcCustomization'];
  if (isJsonObject(oidc)) {
    const include_claim_keys = [...textsOf(oidc['includeClaimKeys'])];
    const customization = {
      ...target,
      use_default: oidc['useDefault'] !== false,
      ...(include_claim_keys.length > 0 && { include_claim_keys }),
    };
    await ask((send) => send('PUT /repos/{owner}/{repo}/actions/oidc/customization/sub', customization));
  }
  if (input['subscribe'] === true) {
    await ask((send) => send('PUT /repos/{owner}/{repo}/subscription', { ...target, subscribed: true }));
  }
}

const objectAt = (input: JsonObject, name: string): JsonObject => {
  const value = input[name];
  return isJsonObject(value) ? value : {};
};
