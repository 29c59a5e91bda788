import type { JsonObject } from '#callboard/core/storage/json.ts';
import { createCallQueue } from './calls/call-queue.ts';
import { type ConnectionParts, connectSlack } from './connect-slack.ts';
import { type BotIds, createApp } from './create-app.ts';
import { readLeaving } from './events/leaving.ts';
import type { Receiving } from './events/receive-events.ts';
import type { TakeInWorkspace } from './events/take-event.ts';
import { workspaceIds } from './events/workspace-ids.ts';
import { boltClientOptions, createWorkspaceClients, type SlackClients } from './slack-clients.ts';
import { createWorkspace, type Workspace, type WorkspaceParts } from './surface.ts';

/** What every workspace shares with the others. */
export interface SharedParts extends Omit<
  WorkspaceParts,
  'id' | 'userAnnotation' | 'app' | 'who' | 'clients' | 'start' | 'stop'
> {
  readonly now: () => Date;
  /** What brings the events of all workspaces. */
  readonly receiving: Receiving;
}

/** The workspace of the bot token in the configuration. */
export interface ConfiguredWorkspace extends Workspace {
  /** What takes what Slack sent; undefined where it is of another workspace. */
  readonly takes: (body: JsonObject) => TakeInWorkspace | undefined;
}

/**
 * The workspace of the bot token in the configuration. Who the bot is there, Slack is asked at the start.
 * @param isOnly whether there is no other, so that whatever comes is of it
 */
export function configuredWorkspace(botToken: string, shared: SharedParts, isOnly: boolean): ConfiguredWorkspace {
  const { configuration, logger, receiving, wait } = shared;
  const token = () => botToken;
  const { apiUrl } = configuration;
  const remedy = 'Set SLACK_BOT_TOKEN to the token under Install App, and start again.';
  const clients = createWorkspaceClients({ token, apiUrl, queue: createCallQueue(shared), remedy, logger });
  const stopping = new AbortController();
  let who: Identified = { botId: '', botUserId: '', ids: [], name: '' };
  let started: Promise<void> | undefined;
  const connect = async (parts: ConnectionParts): Promise<void> => {
    const found = await connectSlack(() => identify(clients.answers), 'SLACK_BOT_TOKEN', parts);
    if (!found) return;
    who = found;
    logger.info({}, `connected to the workspace ${found.name}`);
    if (!stopping.signal.aborted) receiving.start();
  };
  const workspace = createWorkspace({
    ...shared,
    id: 'slack',
    userAnnotation: 'slack.com/user-id',
    app: createApp(
      () => who,
      () => botToken,
      boltClientOptions(apiUrl),
      logger,
    ),
    who: () => who,
    clients,
    start: async () => {
      started = connect({ logger, signal: stopping.signal, wait });
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([started, receiving.stop()]);
    },
  });
  const take: TakeInWorkspace = async (event) => {
    const leaving = readLeaving(event.body);
    if (!leaving) return workspace.take(event);
    logger.error(
      { reason: leaving.reason },
      `Slack takes the bot's token in ${who.name} no more: install the app there again, and set SLACK_BOT_TOKEN to its new token`,
    );
    return event.ack();
  };
  return {
    ...workspace,
    take,
    takes: (body) => (isOnly || workspaceIds(body).some((id) => who.ids.includes(id)) ? take : undefined),
  };
}

interface Identified extends BotIds {
  /** Of the workspace, or of the organisation. */
  readonly ids: readonly string[];
  readonly name: string;
}

async function identify({ interactive }: SlackClients): Promise<Identified> {
  const found = await interactive.auth.test();
  const { user_id: botUserId = '', bot_id: botId = '', team = '', url = '', team_id: teamId } = found;
  const organisation = found.is_enterprise_install === true ? found.enterprise_id : undefined;
  const ids = [teamId, organisation].filter((id) => id !== undefined);
  return { botUserId, botId, ids, name: `${team} (${url})` };
}
