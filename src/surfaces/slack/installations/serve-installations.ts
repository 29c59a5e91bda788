import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import {
  type CallbackOptions,
  type CodedError,
  type Installation as GivenInstallation,
  InstallProvider,
} from '@slack/oauth';
import { WebClient } from '@slack/web-api';
import type { HttpScope } from '#callboard/core/http/http-server.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import { apiOption, boltClientOptions, platformCode, slackLogger } from '../slack-clients.ts';
import type { Installation } from './installation.ts';
import { type Page, renderPage } from './page.ts';
import { readInstallation } from './read-installation.ts';

export interface InstallationsParts {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiUrl: string | undefined;
  readonly baseUrl: string;
  /** The ids of the workspaces and organisations that may install the bot, or `any`. */
  readonly mayInstall: 'any' | readonly string[];
  /** What the bot asks to be allowed. */
  readonly scopes: readonly string[];
  readonly install: (installation: Installation) => Promise<void>;
  readonly now: () => Date;
  readonly logger: Logger;
}

/**
 * Mounts `/install`, which leads to Slack, and `/oauth_redirect`, to which Slack leads back: there the workspace is kept,
 * where it is one that may have the bot, and whoever installs it reads how that went.
 */
export async function serveInstallations(scope: HttpScope, parts: InstallationsParts): Promise<void> {
  const { clientId, clientSecret, apiUrl, baseUrl, scopes, logger } = parts;
  const provider = new InstallProvider({
    clientId,
    clientSecret,
    // What was begun at one instance may come back at another: all derive the same.
    stateSecret: createHmac('sha256', clientSecret).update('callboard oauth state').digest('hex'),
    directInstall: true,
    clientOptions: boltClientOptions(apiUrl),
    logger: slackLogger(logger),
    ...(apiUrl === undefined ? {} : { authorizationUrl: new URL('../oauth/v2/authorize', apiUrl).href }),
    installationStore: {
      storeInstallation: async (given) => {
        const installation = readInstallation(given, parts.now());
        if (installation) await parts.install(installation);
      },
      // Tokens are read from memory, and never from here.
      fetchInstallation: () => Promise.reject(new Error('installations are not read through this')),
    },
  });
  const callback = callbackOptions(parts);
  scope.get('/install', async (request, reply) => {
    reply.hijack();
    const redirectUri = `${baseUrl}/slack/oauth_redirect`;
    await provider.handleInstallPath(request.raw, reply.raw, undefined, { scopes: [...scopes], redirectUri });
  });
  scope.get('/oauth_redirect', async (request, reply) => {
    reply.hijack();
    await provider.handleCallback(request.raw, reply.raw, callback);
  });
}

function callbackOptions(parts: InstallationsParts): CallbackOptions {
  const { mayInstall, logger, baseUrl } = parts;
  const again = { text: 'Begin again', url: `${baseUrl}/slack/install` };
  return {
    afterInstallation: async (given, _options, _request, response) => {
      const installation = readInstallation(given, parts.now());
      if (!installation) {
        show(response, {
          status: 400,
          title: 'Not installed',
          text: 'Slack has granted no bot. Install it with the scopes that it asks for.',
          link: again,
        });
        return false;
      }
      const { id, name } = installation;
      if (mayInstall === 'any' || mayInstall.includes(id)) return true;
      logger.warn(
        { workspace: id },
        `${name} may not install Callboard: slack.workspaces in callboard.yaml does not name ${id}`,
      );
      await giveBack(installation, parts);
      show(response, {
        status: 403,
        title: 'Not installed',
        text: `${name} (${id}) is not among the workspaces that may have this Callboard. Ask whoever runs it to add ${id} to slack.workspaces in callboard.yaml.`,
      });
      return false;
    },
    successAsync: async (given, _options, _request, response) => show(response, installedPage(given)),
    failureAsync: async (error, _options, _request, response) => {
      logger.warn({ error }, 'an installation in Slack did not come about');
      show(response, { ...failurePage(error), link: again });
    },
  };
}

function installedPage({ team, enterprise, appId }: GivenInstallation): Page {
  const place = team?.id ?? enterprise?.id ?? '';
  const url = `https://slack.com/app_redirect?app=${encodeURIComponent(appId ?? '')}&team=${encodeURIComponent(place)}`;
  return {
    status: 200,
    title: 'Installed',
    text: `Callboard is in ${team?.name ?? enterprise?.name ?? place} now. Write to it directly, or type /callboard in a channel.`,
    link: { text: 'Open Slack', url },
  };
}

/** https://docs.slack.dev/reference/methods/oauth.v2.access#errors */
function failurePage(error: CodedError): Page {
  const title = 'Not installed';
  switch (error.code) {
    case 'slack_oauth_installer_authorization_error':
      return { status: 400, title, text: 'The installation was cancelled in Slack.' };
    case 'slack_oauth_invalid_state':
    case 'slack_oauth_missing_state':
      return { status: 400, title, text: 'This was not begun in this browser, or longer than ten minutes ago.' };
    case 'slack_oauth_missing_code':
      return { status: 400, title, text: 'Slack has sent no code along.' };
    default: {
      const code = platformCode(error);
      return code === undefined
        ? {
            status: 502,
            title,
            text: 'Slack, or the database of this Callboard, does not answer. Try again in a minute.',
          }
        : { status: 400, title, text: `Slack refuses the installation (${code}).` };
    }
  }
}

/** Slack has installed it by now: the token that nobody keeps is given back. */
async function giveBack({ id, token }: Installation, { apiUrl, logger }: InstallationsParts): Promise<void> {
  try {
    await new WebClient(token, {
      ...apiOption(apiUrl),
      ...boltClientOptions(apiUrl),
      logger: slackLogger(logger),
    }).auth.revoke();
  } catch (error) {
    logger.warn({ error, workspace: id }, 'a token that is not kept could not be given back to Slack');
  }
}

function show(response: ServerResponse, page: Page): void {
  response.writeHead(page.status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'cache-control': 'no-store',
  });
  response.end(renderPage(page));
}
