import type { Wait } from '#callboard/core/wait.ts';
import type { Author } from '#callboard/git/push-folder.ts';
import type { RemoteHost } from '#callboard/scaffolder/hosts/remote-host.ts';
import type { GitLabAddress } from './gitlab-address.ts';
import type { GitLabClient } from './gitlab-client.ts';
import { gitLabProjects } from './gitlab-projects.ts';

export interface GitLabOptions {
  readonly address: GitLabAddress;
  readonly client: GitLabClient;
  readonly token: string;
  /** The full paths of groups, or user names, that may own projects; empty means anybody. */
  readonly owners: readonly string[];
  readonly author: Author;
  readonly wait: Wait;
}

/** A part of a path as GitLab takes it; what ends in `.git` or `.atom` would be another address. */
const part = '(?![^/]*\\.(?:git|atom)(?:/|$))[A-Za-z0-9_](?:[\\w.-]*[A-Za-z0-9_-])?';

/** A GitLab, as a Git host on the network. Who owns a project is a user, or a group with the groups that it is in. */
export function createGitLab({ address, client, token, owners, author, wait }: GitLabOptions): RemoteHost {
  const { host, webUrl } = address;
  const root = new URL(webUrl).pathname.replace(/\/$/, '').replaceAll(/[^\w/]/g, '\\$&');
  return {
    id: 'gitlab',
    host,
    owners,
    author,
    wait,
    api: gitLabProjects(client, host),
    names: {
      owner: new RegExp(`^(?=.{1,255}$)${part}(?:/${part})*$`),
      repository: new RegExp(`^(?=.{1,255}$)${part}$`),
      hint: 'Use up to 255 letters, digits, hyphens, underscores and dots; an owner may be a group in a group, as acme/shop.',
    },
    pagePattern: new RegExp(`^${root}/(?<owner>.+?)/(?<name>[^/]+)/?(?:/-/.*)?$`),
    cloneUrlOf: ({ owner, name }) => `${webUrl}/${owner}/${name}.git`,
    readCredentials: async () => gitCredentials(token),
  };
}

/** What git logs in with: GitLab takes any user name with a token. */
export const gitCredentials = (token: string) => ({ username: 'oauth2', password: token });
