import type { Wait } from '#callboard/core/wait.ts';
import type { Author } from '#callboard/git/push-folder.ts';
import { ownerAndName, type RemoteHost } from '#callboard/scaffolder/hosts/remote-host.ts';
import type { GitHubClient } from './github-client.ts';
import type { ReadToken } from './github-token.ts';
import { gitHubRepositories } from './github-repositories.ts';

export interface GitHubOptions {
  readonly host: string;
  /** Where its repositories are cloned from, such as `https://github.com`. */
  readonly origin: string;
  readonly client: GitHubClient;
  readonly readToken: ReadToken;
  /** A GitHub App makes repositories in organisations only. */
  readonly isApp: boolean;
  /** Who may own repositories; empty means anybody. */
  readonly owners: readonly string[];
  readonly author: Author;
  readonly wait: Wait;
}

/** What GitHub takes in a name; it changes other characters without a word. */
const namePattern = /^(?!\.{1,2}$)(?!.*\.git$)[\w.-]{1,100}$/;

/** A GitHub, as a Git host on the network. */
export function createGitHub(options: GitHubOptions): RemoteHost {
  const { host, origin, client, isApp, owners, author, wait, readToken } = options;
  return {
    id: 'github',
    host,
    owners,
    author,
    wait,
    api: gitHubRepositories({ client, host, isApp }),
    names: {
      owner: namePattern,
      repository: namePattern,
      hint: 'Use up to 100 letters, digits, hyphens, underscores and dots.',
    },
    pagePattern: ownerAndName,
    cloneUrlOf: ({ owner, name }) => `${origin}/${owner}/${name}.git`,
    readCredentials: async (signal) => ({ username: 'x-access-token', password: await readToken(signal) }),
  };
}
