import '#callboard/catalog/extension-point.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { waitByClock as wait } from '#callboard/core/wait.ts';
import { type Author, authorSchema, defaultAuthor } from '#callboard/git/push-folder.ts';
import '#callboard/scaffolder/extension-point.ts';
import { createRemoteGitHost } from '#callboard/scaffolder/hosts/remote-git-host.ts';
import { createPipelinesRun } from './actions/pipelines-run.ts';
import { createPublishBitbucketCloud } from './actions/publish-bitbucket-cloud.ts';
import { createPullRequest } from './actions/pull-request.ts';
import { bitbucketCredentials, createBitbucket } from './create-bitbucket.ts';

/** The key `bitbucket` of callboard.yaml. */
export interface BitbucketConfiguration {
  /** An access token of a workspace or project, or an API token of a person. */
  readonly token?: string;
  /** The e-mail address that an API token belongs to. */
  readonly username?: string;
  /** The key of the project that repositories are put into; the workspace's oldest where none is named. */
  readonly project?: string;
  /** Workspaces that may own repositories; whichever is named where none is. */
  readonly owners?: readonly string[];
  /** Whom commits name; Callboard where nobody is named. */
  readonly author?: Author;
}

const host = 'bitbucket.org';
const webUrl = `https://${host}`;
const apiUrl = 'https://api.bitbucket.org/2.0';

/** Bitbucket Cloud: repositories are made there. */
const bitbucket: Plugin<BitbucketConfiguration> = {
  id: 'bitbucket',
  kind: 'third-party-backed',
  configurationSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      token: { type: 'string', minLength: 1 },
      username: { type: 'string', pattern: '^[^:\\s]+$', examples: ['bot@example.com'] },
      project: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]*$', examples: ['SHOP'] },
      owners: { type: 'array', items: { type: 'string', minLength: 1 } },
      author: authorSchema,
    },
  },
  setup: ({ configuration, now, extend }) => {
    const { token, username, project, owners = [], author = defaultAuthor } = configuration;
    if (token === undefined) {
      throw new Refusal('it has no token', {
        code: 'bitbucket-not-configured',
        hint: 'Set BITBUCKET_TOKEN, or bitbucket.token in callboard.yaml.',
      });
    }
    const login = { token, username };
    const created = createBitbucket({ host, webUrl, apiUrl, ...login, project, owners, author, now, wait });
    const gitHost = createRemoteGitHost(created.remote);
    const scaffolder = extend('scaffolder');
    scaffolder.addGitHost(gitHost);
    scaffolder.addAction(createPublishBitbucketCloud(gitHost));
    scaffolder.addAction(createPullRequest(created));
    scaffolder.addAction(createPipelinesRun(created));
    extend('catalog').addGitCredentials({ origin: webUrl, read: async () => bitbucketCredentials(login) });
  },
};

export default bitbucket;
