import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import { unlessRefused } from '../unless-refused.ts';
import { createGitHubAction, type GitHubAtHand, type GitHubCall } from './github-action.ts';
import { protectBranch, protectionInputs } from './protect-branch.ts';

/** What `made` says of a branch that was protected before, which is not known any more. */
const changed = 'changed:';

/** Backstage's action that protects a branch. */
export function createBranchProtectionCreate(github: GitHubAtHand): Action {
  return createGitHubAction(github, {
    id: 'github:branch-protection:create',
    description: 'Protects a branch at GitHub. What protected it before is replaced.',
    example: {
      description: 'Have the owners in CODEOWNERS approve',
      input: { repoUrl: '${{ parameters.repoUrl }}', requireCodeOwnerReviews: true },
    },
    inputs: {
      branch: { type: 'string', minLength: 1, description: 'The default branch where none is given.' },
      enforceAdmins: { type: 'boolean', description: 'True where nothing is given.' },
      blockCreations: { type: 'boolean' },
      ...protectionInputs,
    },
    run: async (call) => {
      const { ask, target, input } = call;
      const branch =
        textOf(input['branch']) ??
        (await ask((send) => send('GET /repos/{owner}/{repo}', { ...target }))).data.default_branch;
      const before = await unlessRefused(() => readProtection(call, branch));
      await protectBranch(call, branch, input['enforceAdmins'] !== false);
      return { made: before === undefined ? branch : `${changed}${branch}` };
    },
    made: {
      read: async (call, made) => {
        const { target } = call;
        const branch = String(made).replace(changed, '');
        await readProtection(call, branch);
        return {
          what: `the protection of the branch ${branch} of ${target.owner}/${target.repo}`,
          ...(made !== branch && {
            obstacle: 'The branch was protected otherwise before, which is to be set by hand.',
          }),
        };
      },
      remove: async ({ ask, target }, made) => {
        const branch = String(made);
        if (branch.startsWith(changed)) {
          const name = branch.replace(changed, '');
          throw new Refusal(
            `How the branch ${name} of ${target.owner}/${target.repo} was protected before is not known.`,
            {
              code: 'not-removed',
              hint: 'Set it at GitHub.',
            },
          );
        }
        await ask((send) => send('DELETE /repos/{owner}/{repo}/branches/{branch}/protection', { ...target, branch }));
      },
    },
  });
}

const readProtection = ({ ask, target }: GitHubCall, branch: string) =>
  ask((send) => send('GET /repos/{owner}/{repo}/branches/{branch}/protection', { ...target, branch }));
