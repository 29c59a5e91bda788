import type { PluginContext } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { SharedParts } from '../configured-workspace.ts';
import type { SlackConfiguration } from '../slack-configuration.ts';
import { botScopes } from '../bot-scopes.ts';
import { createInstallationRecords } from './installation-records.ts';
import { createInstalledWorkspace } from './installed-workspace.ts';
import { createInstalledWorkspaces, type InstalledWorkspaces } from './installed-workspaces.ts';
import { renewToken } from './renew-token.ts';
import { serveInstallations } from './serve-installations.ts';

/**
 * Lets workspaces and organisations install the bot by themselves, and brings in those that have.
 * @throws Refusal where the client secret is missing
 */
export async function setUpInstallations(
  clientId: string,
  context: PluginContext<SlackConfiguration>,
  shared: SharedParts,
): Promise<InstalledWorkspaces> {
  const { configuration, secrets, now, logger, baseUrl } = context;
  const { clientSecret, apiUrl, workspaces: mayInstall = [], unfurlDomains = [] } = configuration;
  const scopes = botScopes(unfurlDomains);
  if (clientSecret === undefined) {
    throw new Refusal('it has a client id and no client secret', {
      code: 'slack-not-configured',
      hint: 'Set SLACK_CLIENT_SECRET: it is under Basic Information of the app.',
    });
  }
  const kept = createInstallationRecords(context.recordsOf('installations'), secrets, now);
  const installUrl = `${baseUrl}/slack/install`;
  const app = { clientId, clientSecret, apiUrl };
  const renewal = { ...app, kept, leases: context.records, installUrl, now, logger };
  const installed = createInstalledWorkspaces({
    kept,
    create: (id, name) => createInstalledWorkspace(id, name, installUrl, shared),
    addSurface: context.addSurface,
    renew: (id) => renewToken(id, renewal),
    now,
    logger,
  });
  await installed.load();
  const { install } = installed;
  context.addRoutes('/slack', (scope) =>
    serveInstallations(scope, { ...app, baseUrl, mayInstall, scopes, install, now, logger }),
  );
  context.onStart(async () => installed.start());
  context.onStop(installed.stop);
  return installed;
}
