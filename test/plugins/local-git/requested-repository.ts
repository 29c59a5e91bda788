import type { RepositoryRequest } from '#callboard/scaffolder/git-host.ts';

/** What publish-once.ts publishes. */
export const requestedRepository: RepositoryRequest = {
  owner: 'callboard',
  name: 'payments',
  description: 'Takes the money',
  visibility: 'private',
  defaultBranch: 'main',
  runId: 'run-1',
};
