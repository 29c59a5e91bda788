import '#callboard/catalog/extension-point.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { waitByClock as wait } from '#callboard/core/wait.ts';
import { type Author, authorSchema, defaultAuthor } from '#callboard/git/push-folder.ts';
import '#callboard/scaffolder/extension-point.ts';
import { createRemoteGitHost } from '#callboard/scaffolder/hosts/remote-git-host.ts';
import { createPublishGitea } from './actions/publish-gitea.ts';
import { createGitea, giteaCredentials } from './create-gitea.ts';

/** The key `gitea` of callboard.yaml. */
export interface GiteaConfiguration {
  /** Where it is, such as `https://gitea.example.com`. */
  readonly url?: string;
  readonly token?: string;
  /** Organisations and users that may own repositories; whoever is named where none is. */
  readonly owners?: readonly string[];
  /** Whom commits name; Callboard where nobody is named. */
  readonly author?: Author;
}

/** Gitea and Forgejo: repositories are made there. */
const gitea: Plugin<GiteaConfiguration> = {
  id: 'gitea',
  kind: 'third-party-backed',
  configurationSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      url: { type: 'string', pattern: '^https?://[^/?#@]+/?$', examples: ['https://gitea.example.com'] },
      token: { type: 'string', minLength: 1 },
      owners: { type: 'array', items: { type: 'string', minLength: 1 } },
      author: authorSchema,
    },
  },
  setup: ({ configuration: { url, token, owners = [], author = defaultAuthor }, now, extend }) => {
    if (url === undefined || token === undefined) {
      throw new Refusal(`it has no ${url === undefined ? 'url' : 'token'}`, {
        code: 'gitea-not-configured',
        hint: 'Set GITEA_URL and GITEA_TOKEN, or gitea.url and gitea.token in callboard.yaml.',
      });
    }
    const { origin, host } = new URL(url);
    const gitHost = createRemoteGitHost(createGitea({ host, webUrl: origin, token, owners, author, now, wait }));
    const scaffolder = extend('scaffolder');
    scaffolder.addGitHost(gitHost);
    scaffolder.addAction(createPublishGitea(gitHost));
    extend('catalog').addGitCredentials({ origin, read: async () => giteaCredentials(token) });
  },
};

export default gitea;
