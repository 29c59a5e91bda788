import { isRefusal } from '#callboard/core/refusal.ts';
import type { Action, ActionContext } from '#callboard/scaffolder/action.ts';
import { createPublishTo } from '#callboard/scaffolder/actions/publish-to.ts';
import { publishRepository } from '#callboard/scaffolder/hosts/publish-repository.ts';
import { createRemoteGitHost } from '#callboard/scaffolder/hosts/remote-git-host.ts';
import { callOf, type GitHubAtHand, type GitHubCall } from './github-action.ts';
import { protectBranch, protectionInputs } from './protect-branch.ts';
import { applySettings, settingsInputs } from './repository-settings.ts';

/** Backstage's action that makes a repository of the run's files, with all its settings, and protects its default branch. */
export function createPublishGitHub(github: GitHubAtHand): Action {
  return createPublishTo({
    id: 'publish:github',
    description: "Makes a repository of the run's files on GitHub, with its settings, and protects its default branch.",
    hosts: () => [createRemoteGitHost(github.remote)],
    hostWith: (token) => createRemoteGitHost(github.withToken(token).remote),
    visibilities: ['private', 'internal', 'public'],
    defaultVisibility: 'private',
    defaultBranch: 'main',
    contentsPath: (branch) => `/blob/${branch}`,
    unknownInputs: 'ignored',
    properties: {
      ...settingsInputs,
      ...protectionInputs,
      protectDefaultBranch: { type: 'boolean', description: 'True where nothing is given.' },
      protectEnforceAdmins: { type: 'boolean', description: 'True where nothing is given.' },
    },
    publish: async (_host, request, folder, context) => {
      const call = callOf(github, context);
      // A workflow that the first push starts needs the variables and secrets.
      const prepare = () => applySettings(call);
      const published = await publishRepository(call.github.remote, request, folder, context.signal, prepare);
      await protectDefaultBranch(call, request.defaultBranch, context);
      return published;
    },
  });
}

/**
 * Protects the default branch unless a step says not to. What GitHub does not let a private repository of its free plan
 * have is left out, as templates that say nothing of protection expect; the log tells.
 */
export async function protectDefaultBranch(
  call: GitHubCall,
  branch: string,
  { input, logger, runId }: Pick<ActionContext, 'input' | 'logger' | 'runId'>,
): Promise<void> {
  if (input['protectDefaultBranch'] === false) return;
  try {
    await protectBranch(call, branch, input['protectEnforceAdmins'] !== false);
  } catch (error) {
    if (
      !isRefusal(error, ['github-forbidden']) ||
      !/upgrade to github|make this repository public/i.test(error.message)
    )
      throw error;
    logger.warn({ run: runId, reason: error.message }, `the branch ${branch} is not protected`);
  }
}
