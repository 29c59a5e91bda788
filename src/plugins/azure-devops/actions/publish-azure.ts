import type { Action } from '#callboard/scaffolder/action.ts';
import { createPublishTo } from '#callboard/scaffolder/actions/publish-to.ts';
import type { GitHost } from '#callboard/scaffolder/git-host.ts';

/** Backstage's action that makes a repository of the run's files at Azure DevOps; who sees it is the project's matter. */
export function createPublishAzure(host: GitHost, hostWith: (token: string) => GitHost): Action {
  return createPublishTo({
    id: 'publish:azure',
    description: "Makes a repository of the run's files in a project of Azure DevOps.",
    hosts: () => [host],
    hostWith,
    visibilities: ['private'],
    defaultVisibility: 'private',
    defaultBranch: 'master',
    contentsPath: () => '',
    unknownInputs: 'ignored',
    outputs: { repositoryId: { type: 'string', description: 'What Azure DevOps knows it by.' } },
    publish: async (host, request, folder, { signal }) => {
      const published = await host.publish(request, folder, signal);
      return { ...published, ...(published.id !== undefined && { output: { repositoryId: published.id } }) };
    },
  });
}
