import '#callboard/catalog/extension-point.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { waitByClock as wait } from '#callboard/core/wait.ts';
import { type Author, authorSchema, defaultAuthor } from '#callboard/git/push-folder.ts';
import '#callboard/scaffolder/extension-point.ts';
import { createRemoteGitHost } from '#callboard/scaffolder/hosts/remote-git-host.ts';
import { createPublishAzure } from './actions/publish-azure.ts';
import { azureCredentials, createAzureDevOps } from './create-azure-devops.ts';

/** The key `azure-devops` of callboard.yaml. */
export interface AzureDevOpsConfiguration {
  readonly organization?: string;
  /** A personal access token. */
  readonly token?: string;
  /** Projects that repositories may be made in; whichever is named where none is. */
  readonly projects?: readonly string[];
  /** Whom commits name; Callboard where nobody is named. */
  readonly author?: Author;
}

const host = 'dev.azure.com';
const origin = `https://${host}`;

/** Azure DevOps Services: repositories are made in the projects of one organisation. */
const azureDevOps: Plugin<AzureDevOpsConfiguration> = {
  id: 'azure-devops',
  kind: 'third-party-backed',
  configurationSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      organization: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9-]*$', examples: ['acme'] },
      token: { type: 'string', minLength: 1 },
      projects: { type: 'array', items: { type: 'string', minLength: 1 } },
      author: authorSchema,
    },
  },
  setup: ({ configuration, now, extend }) => {
    const { organization, token, projects = [], author = defaultAuthor } = configuration;
    if (organization === undefined || token === undefined) {
      throw new Refusal(`it has no ${organization === undefined ? 'organization' : 'token'}`, {
        code: 'azure-devops-not-configured',
        hint: 'Set AZURE_DEVOPS_ORGANIZATION and AZURE_DEVOPS_TOKEN, or both in azure-devops in callboard.yaml.',
      });
    }
    const hostWith = (token: string) =>
      createRemoteGitHost(createAzureDevOps({ host, origin, organization, token, projects, author, now, wait }));
    const gitHost = hostWith(token);
    const scaffolder = extend('scaffolder');
    scaffolder.addGitHost(gitHost);
    scaffolder.addAction(createPublishAzure(gitHost, hostWith));
    extend('catalog').addGitCredentials({ origin, read: async () => azureCredentials(token) });
  },
};

export default azureDevOps;
