import type { Action } from '#callboard/scaffolder/action.ts';
import { createPublishTo } from '#callboard/scaffolder/actions/publish-to.ts';
import type { GitHost } from '#callboard/scaffolder/git-host.ts';

/** Backstage's action that makes a repository of the run's files at Bitbucket Cloud. */
export function createPublishBitbucketCloud(host: GitHost): Action {
  return createPublishTo({
    id: 'publish:bitbucketCloud',
    description: "Makes a repository of the run's files at Bitbucket Cloud.",
    hosts: () => [host],
    visibilities: ['private', 'public'],
    defaultVisibility: 'private',
    defaultBranch: 'master',
    contentsPath: (branch) => `/src/${branch}`,
    unknownInputs: 'ignored',
  });
}
