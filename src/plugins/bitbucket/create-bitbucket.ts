import { createRestApi, type RestApi } from '#callboard/core/http/rest-api.ts';
import { textAt } from '#callboard/core/storage/json-at.ts';
import type { Wait } from '#callboard/core/wait.ts';
import type { Author } from '#callboard/git/push-folder.ts';
import { ownerAndName, type RemoteHost } from '#callboard/scaffolder/hosts/remote-host.ts';
import { type BitbucketPlace, bitbucketRepositories } from './bitbucket-repositories.ts';

export interface BitbucketOptions extends BitbucketPlace {
  readonly apiUrl: string;
  readonly token: string;
  /** The e-mail address that an API token belongs to; undefined for an access token. */
  readonly username: string | undefined;
  /** Workspaces that may own repositories; empty means any. */
  readonly owners: readonly string[];
  readonly author: Author;
  readonly now: () => Date;
  readonly wait: Wait;
}

/** Bitbucket Cloud, as its actions have it. */
export interface Bitbucket {
  readonly api: RestApi;
  readonly remote: RemoteHost;
}

/** Bitbucket Cloud as a Git host on the network; who owns a repository is a workspace. */
export function createBitbucket(options: BitbucketOptions): Bitbucket {
  const { host, webUrl, apiUrl, token, username, owners, author, now, wait } = options;
  const api = createRestApi({
    id: 'bitbucket',
    host,
    apiUrl,
    authorization:
      username === undefined ? `Bearer ${token}` : `Basic ${Buffer.from(`${username}:${token}`).toString('base64')}`,
    token,
    tokenVariable: 'BITBUCKET_TOKEN',
    permissions:
      'It needs to read, write, administer and delete repositories, and to write pull requests and pipelines.',
    refusedToken: [401],
    messageOf: (body) => textAt(body, 'error', 'message') ?? '',
    now,
    wait,
  });
  const remote: RemoteHost = {
    id: 'bitbucket',
    host,
    ownerWord: 'workspace',
    owners,
    author,
    wait,
    api: bitbucketRepositories(api, options),
    names: {
      owner: /^[\w-]{1,62}$/,
      repository: /^(?!\.{1,2}$)(?!.*\.git$)[a-z0-9_.-]{1,62}$/,
      hint: 'Use up to 62 small letters, digits, hyphens, underscores and dots.',
    },
    pagePattern: ownerAndName,
    cloneUrlOf: ({ owner, name }) => `${webUrl}/${owner}/${name}.git`,
    readCredentials: async () => bitbucketCredentials(options),
  };
  return { api, remote };
}

/** What git logs in with; the user names are Bitbucket's own for its two kinds of token. */
export function bitbucketCredentials({ token, username }: Pick<BitbucketOptions, 'token' | 'username'>) {
  return { username: username === undefined ? 'x-token-auth' : 'x-bitbucket-api-token-auth', password: token };
}
