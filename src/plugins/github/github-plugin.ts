import '#callboard/catalog/extension-point.ts';
import '#callboard/scaffolder/extension-point.ts';
import { serveWebhook } from '#callboard/core/http/serve-webhook.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { waitByClock as wait } from '#callboard/core/wait.ts';
import { type Author, authorSchema, defaultAuthor } from '#callboard/git/push-folder.ts';
import { createRemoteGitHost } from '#callboard/scaffolder/hosts/remote-git-host.ts';
import type { GitHubAtHand } from './actions/github-action.ts';
import { gitHubActions } from './actions/github-actions.ts';
import { createGitHub } from './create-github.ts';
import { gitHubAddress, gitHubOrigin, type GitHubAddress } from './github-address.ts';
import { createGitHubClient, createOctokit } from './github-client.ts';
import {
  createOrganisationSource,
  type OrganisationConfiguration,
  organisationSchema,
  organisationSourceId,
} from './organisation-source.ts';
import { gitHubWebhook } from './webhook.ts';
import { appTokens, type GitHubApp, type ReadToken } from './github-token.ts';

/** The key `github` of callboard.yaml: a token, or a GitHub App. */
export interface GitHubConfiguration {
  /** github.com where neither it nor `apiUrl` is named. */
  readonly host?: string;
  readonly apiUrl?: string;
  readonly token?: string;
  readonly app?: GitHubApp;
  /** Who may own repositories; whatever the person names where nobody is. */
  readonly owners?: readonly string[];
  /** Whom commits name; Callboard where nobody is named. */
  readonly author?: Author;
  /** Organisations whose repositories, and people, are sources of the catalog. */
  readonly organisations?: readonly OrganisationConfiguration[];
  /** What GitHub signs its webhooks with; without it none is taken. */
  readonly webhookSecret?: string;
}

/** GitHub, on github.com or an enterprise host: repositories are made there, and catalogs read. */
const github: Plugin<GitHubConfiguration> = {
  id: 'github',
  kind: 'third-party-backed',
  configurationSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      host: { type: 'string', pattern: '^[A-Za-z0-9.-]+(:\\d+)?$', examples: ['github.example.com'] },
      apiUrl: { type: 'string', pattern: '^https?://', examples: ['https://github.example.com/api/v3'] },
      token: { type: 'string', minLength: 1 },
      app: {
        type: 'object',
        additionalProperties: false,
        required: ['appId', 'privateKey'],
        properties: {
          appId: { type: ['integer', 'string'] },
          privateKey: { type: 'string', pattern: '^-----BEGIN ', examples: ['-----BEGIN RSA PRIVATE KEY-----…'] },
          installationId: { type: 'integer' },
        },
      },
      owners: { type: 'array', items: { type: 'string', minLength: 1 } },
      author: authorSchema,
      organisations: { type: 'array', items: organisationSchema },
      webhookSecret: { type: 'string', minLength: 16 },
    },
  },
  setup: ({ configuration, now, extend, logger, addRoutes }) => {
    const address = gitHubAddress(configuration);
    const readToken = tokenReader(configuration, address, now);
    const origin = gitHubOrigin(address);
    const atHand = (readToken: ReadToken, isApp: boolean): GitHubAtHand => {
      const octokit = async (signal: AbortSignal) => createOctokit(address.apiUrl, await readToken(signal));
      const client = createGitHubClient({ ...address, octokit, now, wait });
      const { owners = [], author = defaultAuthor } = configuration;
      const remote = createGitHub({ host: address.host, origin, client, readToken, isApp, owners, author, wait });
      return { client, remote, withToken: (token) => atHand(async () => token, false) };
    };
    const github = atHand(readToken, configuration.token === undefined);
    const { client, remote } = github;
    const scaffolder = extend('scaffolder');
    scaffolder.addGitHost(createRemoteGitHost(remote));
    for (const action of gitHubActions(github)) scaffolder.addAction(action);
    const catalog = extend('catalog');
    const organisations = configuration.organisations ?? [];
    for (const organisation of organisations) {
      catalog.addSource(createOrganisationSource(organisation, { client, origin }));
    }
    const { webhookSecret: secret } = configuration;
    if (secret !== undefined) {
      const sourceOf = (name: string) =>
        organisations.some((organisation) => organisation.name.toLowerCase() === name.toLowerCase())
          ? organisationSourceId(origin, name)
          : undefined;
      const { refreshSource, refreshRepository } = catalog;
      addRoutes('/github', (scope) =>
        serveWebhook(scope, gitHubWebhook({ secret, logger, sourceOf, refreshSource, refreshRepository })),
      );
    }
    catalog.addGitCredentials({
      origin,
      read: async () => ({ username: 'x-access-token', password: await readToken(new AbortController().signal) }),
    });
  },
};

export default github;

function tokenReader({ token, app }: GitHubConfiguration, address: GitHubAddress, now: () => Date): ReadToken {
  if (token !== undefined) return async () => token;
  if (app !== undefined) return appTokens(app, { ...address, now, wait });
  throw new Refusal('it has neither a token nor an app', {
    code: 'github-not-configured',
    hint: 'Set GITHUB_TOKEN, or github.app in callboard.yaml.',
  });
}
