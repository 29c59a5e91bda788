import { Refusal } from '#callboard/core/refusal.ts';
import { createCallQueue } from '../calls/call-queue.ts';
import type { SharedParts } from '../configured-workspace.ts';
import { createApp } from '../create-app.ts';
import { boltClientOptions, createWorkspaceClients } from '../slack-clients.ts';
import { createWorkspace, type Workspace } from '../surface.ts';
import type { Installation } from './installation.ts';

/** A workspace, or an organisation, that the bot is installed in, or was. */
export interface InstalledWorkspace extends Workspace {
  readonly id: string;
  /** As it is by now; undefined where it was removed. */
  installation: Installation | undefined;
}

/**
 * A workspace whose surface is `slack:ID`. Once it is removed, messages for it are refused, and so given up.
 * @param id of the workspace or the organisation
 * @param name what people call it
 * @param installUrl where an administrator installs the bot
 */
export function createInstalledWorkspace(
  id: string,
  name: string,
  installUrl: string,
  shared: SharedParts,
): InstalledWorkspace {
  const { configuration, logger, receiving } = shared;
  const remedy = `Have an administrator of ${name} (${id}) install Callboard again: ${installUrl}. Other workspaces go on.`;
  const { apiUrl } = configuration;
  const token = () => installed.installation?.token ?? '';
  const who = () => installed.installation ?? { botId: '', botUserId: '' };
  const workspace = createWorkspace({
    ...shared,
    id: `slack:${id}`,
    userAnnotation: `slack.com/user-id.${id}`,
    app: createApp(who, token, boltClientOptions(apiUrl), logger),
    who,
    clients: createWorkspaceClients({ token, apiUrl, queue: createCallQueue(shared), remedy, logger }),
    start: async () => receiving.start(),
    stop: receiving.stop,
  });
  const { surface } = workspace;
  const refuseRemoved = (): void => {
    if (installed.installation === undefined)
      throw new Refusal(`Callboard is not installed in ${name} any more.`, { code: 'slack-uninstalled' });
  };
  const installed: InstalledWorkspace = {
    id,
    installation: undefined,
    take: workspace.take,
    surface: {
      ...surface,
      post: async (to, answer) => {
        refuseRemoved();
        return surface.post(to, answer);
      },
      edit: async (posted, answer) => {
        refuseRemoved();
        return surface.edit(posted, answer);
      },
      profile: async (personId) => (installed.installation ? surface.profile(personId) : undefined),
      findByEmail: async (email) => (installed.installation ? surface.findByEmail(email) : undefined),
    },
  };
  return installed;
}
