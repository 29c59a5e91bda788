import type { Repository } from '../git-host.ts';
import { findHost } from '../find-host.ts';
import { refuseNames } from './refuse-names.ts';
import { refuseStrangeOwner } from './refuse-strange-owner.ts';
import { createRemoteGitHost } from './remote-git-host.ts';
import type { RemoteHost } from './remote-host.ts';

/**
 * The repository that a step's `repoUrl` names, for an action that does something to one that is there: whoever fills
 * the form may have given it, so it is held to the configured owners too.
 * @throws Refusal where it is at another host, can't be one, or is none of the configured owners'
 */
export function addressedRepository(remote: RemoteHost, repoUrl: string): Pick<Repository, 'owner' | 'name'> {
  const { owner, repo: name } = findHost(repoUrl, [createRemoteGitHost(remote)]);
  refuseNames(remote, { owner, name });
  refuseStrangeOwner(remote, owner);
  return { owner, name };
}
