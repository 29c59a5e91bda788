import '#callboard/catalog/extension-point.ts';
import { serveWebhook } from '#callboard/core/http/serve-webhook.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { waitByClock as wait } from '#callboard/core/wait.ts';
import { type Author, authorSchema, defaultAuthor } from '#callboard/git/push-folder.ts';
import '#callboard/scaffolder/extension-point.ts';
import { createRemoteGitHost } from '#callboard/scaffolder/hosts/remote-git-host.ts';
import type { GitLabAtHand } from './actions/gitlab-at-hand.ts';
import { createIssuesCreate } from './actions/issues-create.ts';
import { createMergeRequest } from './actions/merge-request.ts';
import { createPipelineTrigger } from './actions/pipeline-trigger.ts';
import { createProjectVariable } from './actions/project-variable.ts';
import { createPublishGitLab } from './actions/publish-gitlab.ts';
import { createRepoPush } from './actions/repo-push.ts';
import { createGitLab, gitCredentials } from './create-gitlab.ts';
import { gitLabAddress } from './gitlab-address.ts';
import { createGitLabClient } from './gitlab-client.ts';
import { createGroupSource, type GroupConfiguration, groupSchema, groupSourceId } from './group-source.ts';
import { gitLabWebhook } from './webhook.ts';

/** The key `gitlab` of callboard.yaml. */
export interface GitLabConfiguration {
  /** gitlab.com where neither it nor `apiUrl` is named. */
  readonly host?: string;
  readonly apiUrl?: string;
  /** Of a person, a group or a project. */
  readonly token?: string;
  /** Groups by their full paths, or users, that may own projects; whatever the person names where none is. */
  readonly owners?: readonly string[];
  /** Whom commits name; Callboard where nobody is named. */
  readonly author?: Author;
  /** Groups whose projects, and people, are sources of the catalog. */
  readonly groups?: readonly GroupConfiguration[];
  /** What GitLab sends along with its webhooks; without it none is taken. */
  readonly webhookSecret?: string;
}

/** GitLab, on gitlab.com or a host of one's own: repositories are made there, and catalogs read. */
const gitlab: Plugin<GitLabConfiguration> = {
  id: 'gitlab',
  kind: 'third-party-backed',
  configurationSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      host: { type: 'string', pattern: '^[A-Za-z0-9.-]+(:\\d+)?$', examples: ['gitlab.example.com'] },
      apiUrl: { type: 'string', pattern: '^https?://.+/api/v4/?$', examples: ['https://gitlab.example.com/api/v4'] },
      token: { type: 'string', minLength: 1 },
      owners: { type: 'array', items: { type: 'string', minLength: 1 } },
      author: authorSchema,
      groups: { type: 'array', items: groupSchema },
      webhookSecret: { type: 'string', minLength: 16 },
    },
  },
  setup: ({ configuration, now, extend, logger, addRoutes }) => {
    const { token, groups = [], webhookSecret: secret } = configuration;
    if (token === undefined) {
      throw new Refusal('it has no token', {
        code: 'gitlab-not-configured',
        hint: 'Set GITLAB_TOKEN, or gitlab.token in callboard.yaml.',
      });
    }
    const address = gitLabAddress(configuration);
    const { owners = [], author = defaultAuthor } = configuration;
    const withToken = (used: string): GitLabAtHand => {
      const client = createGitLabClient({ ...address, token: used, now, wait });
      const remote = createGitLab({ address, client, token: used, owners, author, wait });
      return { client, remote, withToken };
    };
    const atHand = withToken(token);
    const { client } = atHand;
    const scaffolder = extend('scaffolder');
    scaffolder.addGitHost(createRemoteGitHost(atHand.remote));
    scaffolder.addAction(createPublishGitLab(atHand));
    scaffolder.addAction(createMergeRequest(atHand));
    scaffolder.addAction(createRepoPush(atHand));
    scaffolder.addAction(createProjectVariable(atHand));
    scaffolder.addAction(createIssuesCreate(atHand));
    scaffolder.addAction(createPipelineTrigger(atHand));
    const catalog = extend('catalog');
    for (const group of groups) catalog.addSource(createGroupSource(group, { client, address }));
    catalog.addGitCredentials({ origin: new URL(address.webUrl).origin, read: async () => gitCredentials(token) });
    if (secret !== undefined) {
      const isIn = (path: string, { name }: GroupConfiguration) =>
        `${path}/`.toLowerCase().startsWith(`${name.toLowerCase()}/`);
      const idsOf = (some: readonly GroupConfiguration[]) => some.map(({ name }) => groupSourceId(address, name));
      const sourcesOf = (path: string) => idsOf(groups.filter((group) => isIn(path, group)));
      const peopleSources = idsOf(groups.filter(({ people }) => people === true));
      const { refreshSource, refreshRepository } = catalog;
      addRoutes('/gitlab', (scope) =>
        serveWebhook(
          scope,
          gitLabWebhook({ secret, logger, sourcesOf, peopleSources, refreshSource, refreshRepository }),
        ),
      );
    }
  },
};

export default gitlab;
