import { createRestApi } from '#callboard/core/http/rest-api.ts';
import { textAt } from '#callboard/core/storage/json-at.ts';
import type { Wait } from '#callboard/core/wait.ts';
import type { Author } from '#callboard/git/push-folder.ts';
import { ownerAndName, type RemoteHost } from '#callboard/scaffolder/hosts/remote-host.ts';
import { giteaRepositories } from './gitea-repositories.ts';

export interface GiteaOptions {
  readonly host: string;
  /** Where its pages and repositories are, without a slash at the end. */
  readonly webUrl: string;
  readonly token: string;
  /** Who may own repositories; empty means anybody. */
  readonly owners: readonly string[];
  readonly author: Author;
  readonly now: () => Date;
  readonly wait: Wait;
}

/** What Gitea takes in a name; some endings are addresses of its own. */
const namePattern = /^(?!\.{1,2}$|-$)(?!.*\.(?:git|wiki|rss|atom)$)[\w.-]{1,100}$/i;

/** A Gitea or a Forgejo, which has the same API, as a Git host on the network. */
export function createGitea({ host, webUrl, token, owners, author, now, wait }: GiteaOptions): RemoteHost {
  const api = createRestApi({
    id: 'gitea',
    host,
    apiUrl: `${webUrl}/api/v1`,
    authorization: `token ${token}`,
    token,
    tokenVariable: 'GITEA_TOKEN',
    permissions: 'It needs to read and write repositories, and to read organisations and the user.',
    refusedToken: [401],
    messageOf: (body) => textAt(body, 'message') ?? '',
    now,
    wait,
  });
  return {
    id: 'gitea',
    host,
    owners,
    author,
    wait,
    api: giteaRepositories(api, host, webUrl),
    names: {
      owner: namePattern,
      repository: namePattern,
      hint: 'Use up to 100 letters, digits, hyphens, underscores and dots, without an ending such as .git or .wiki.',
    },
    pagePattern: ownerAndName,
    cloneUrlOf: ({ owner, name }) => `${webUrl}/${owner}/${name}.git`,
    readCredentials: async () => giteaCredentials(token),
  };
}

/** What git logs in with: Gitea takes any user name with a token. */
export const giteaCredentials = (token: string) => ({ username: 'callboard', password: token });
