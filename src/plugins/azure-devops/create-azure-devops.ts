import { createRestApi } from '#callboard/core/http/rest-api.ts';
import { textAt } from '#callboard/core/storage/json-at.ts';
import type { Wait } from '#callboard/core/wait.ts';
import type { Author } from '#callboard/git/push-folder.ts';
import type { Repository } from '#callboard/scaffolder/git-host.ts';
import type { RemoteHost } from '#callboard/scaffolder/hosts/remote-host.ts';
import { azureRepositories } from './azure-repositories.ts';

export interface AzureDevOpsOptions {
  readonly host: string;
  /** Where the host is, without a slash at the end. */
  readonly origin: string;
  readonly organization: string;
  readonly token: string;
  /** Projects that repositories may be made in; empty means any. */
  readonly projects: readonly string[];
  readonly author: Author;
  readonly now: () => Date;
  readonly wait: Wait;
}

/** What Azure DevOps takes in the name of a project or a repository. */
const namePattern = /^(?![_.])(?!.*\.$)(?!.*\.git$)[^\\/:*?"<>|#$}{,+=[\]@;&%~'^\p{Cc}]{1,64}$/u;

/** One organisation of Azure DevOps as a Git host on the network; who owns a repository is a project. */
export function createAzureDevOps(options: AzureDevOpsOptions): RemoteHost {
  const { host, origin, organization, token, projects, author, now, wait } = options;
  const api = createRestApi({
    id: 'azure-devops',
    host,
    apiUrl: `${origin}/${organization}`,
    authorization: `Basic ${Buffer.from(`:${token}`).toString('base64')}`,
    token,
    tokenVariable: 'AZURE_DEVOPS_TOKEN',
    permissions: 'It needs the scope "Code: read, write and manage".',
    // To a token that is none it answers with its page to sign in, or leads there.
    refusedToken: [401, 203, 302],
    messageOf: (body) => textAt(body, 'message') ?? '',
    now,
    wait,
  });
  const pageOf = ({ owner, name }: Pick<Repository, 'owner' | 'name'>) =>
    `${origin}/${organization}/${encodeURIComponent(owner)}/_git/${encodeURIComponent(name)}`;
  return {
    id: 'azure-devops',
    host,
    organization,
    ownerWord: 'project',
    owners: projects,
    author,
    wait,
    api: azureRepositories(api, host, pageOf),
    names: {
      owner: namePattern,
      repository: namePattern,
      hint: 'Use up to 64 characters, no punctuation but hyphens, underscores, dots and spaces, and none of the last three at its ends.',
    },
    pagePattern: /^\/[^/]+\/(?<owner>[^/]+)\/_git\/(?<name>[^/]+)/,
    cloneUrlOf: pageOf,
    readCredentials: async () => azureCredentials(token),
  };
}

/** What git logs in with: Azure DevOps takes any user name with a token. */
export const azureCredentials = (token: string) => ({ username: 'callboard', password: token });
