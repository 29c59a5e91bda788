import type { Action } from '#callboard/scaffolder/action.ts';
import { createActionsDispatch } from './actions-dispatch.ts';
import { createAutolinksCreate } from './autolinks-create.ts';
import { createBranchProtectionCreate } from './branch-protection-create.ts';
import { createDeployKeyCreate } from './deploy-key-create.ts';
import { createEnvironmentCreate } from './environment-create.ts';
import type { GitHubAtHand } from './github-action.ts';
import { createIssuesCreate } from './issues-create.ts';
import { createIssuesLabel } from './issues-label.ts';
import { createPagesEnable } from './pages-enable.ts';
import { createPublishGitHub } from './publish-github.ts';
import { createPullRequest } from './pull-request.ts';
import { createRepoCreate } from './repo-create.ts';
import { createRepoPush } from './repo-push.ts';
import { createWebhook } from './webhook.ts';

/** The actions that Backstage's templates know for GitHub, under the same names. */
export function gitHubActions(github: GitHubAtHand): readonly Action[] {
  const create = [
    createPublishGitHub,
    createPullRequest,
    createRepoCreate,
    createRepoPush,
    createActionsDispatch,
    createWebhook,
    createIssuesCreate,
    createIssuesLabel,
    createBranchProtectionCreate,
    createEnvironmentCreate,
    createAutolinksCreate,
    createPagesEnable,
    createDeployKeyCreate,
  ];
  return create.map((make) => make(github));
}
