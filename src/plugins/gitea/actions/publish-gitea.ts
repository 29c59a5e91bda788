import type { Action } from '#callboard/scaffolder/action.ts';
import { createPublishTo } from '#callboard/scaffolder/actions/publish-to.ts';
import type { GitHost } from '#callboard/scaffolder/git-host.ts';

/** Backstage's action that makes a repository of the run's files at a Gitea. */
export function createPublishGitea(host: GitHost): Action {
  return createPublishTo({
    id: 'publish:gitea',
    description: "Makes a repository of the run's files at a Gitea or Forgejo.",
    hosts: () => [host],
    visibilities: ['private', 'public'],
    defaultVisibility: 'public',
    defaultBranch: 'main',
    contentsPath: (branch) => `/src/branch/${branch}/`,
    unknownInputs: 'ignored',
  });
}
