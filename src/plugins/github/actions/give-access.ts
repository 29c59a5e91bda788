import { isJsonObject } from '#callboard/core/storage/json.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import type { GitHubCall } from './github-action.ts';

/**
 * Gives the users and teams that a step names access to the repository: the input `access` makes an administrator, each
 * of `collaborators` says which access it is. It does no harm twice.
 * @throws Refusal where GitHub does not know one of them
 */
export async function giveAccess(call: GitHubCall): Promise<void> {
  const { input, target } = call;
  const administrator = textOf(input['access']);
  if (administrator?.startsWith(`${target.owner}/`) === true) {
    await letTeamIn(call, administrator.slice(target.owner.length + 1), 'admin');
  } else if (administrator !== undefined && administrator !== '' && administrator !== target.owner) {
    await letUserIn(call, administrator, 'admin');
  }
  const collaborators = Array.isArray(input['collaborators']) ? input['collaborators'].filter(isJsonObject) : [];
  for (const { access, user, team } of collaborators) {
    const permission = textOf(access) ?? 'pull';
    if (typeof user === 'string') await letUserIn(call, nameIn(user), permission);
    if (typeof team === 'string') await letTeamIn(call, nameIn(team), permission);
  }
}

const letUserIn = ({ ask, target }: GitHubCall, username: string, permission: string) =>
  ask((send) => send('PUT /repos/{owner}/{repo}/collaborators/{username}', { ...target, username, permission }));

const letTeamIn = ({ ask, target }: GitHubCall, team_slug: string, permission: string) =>
  ask((send) =>
    send('PUT /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}', {
      ...target,
      org: target.owner,
      team_slug,
      permission,
    }),
  );

/** Templates give refs of catalog entities too, such as `group:default/payments`. */
const nameIn = (ref: string): string => ref.replace(/^.*[:/]/, '');
