import { createCallQueue } from './calls/call-queue.ts';
import { type ConnectionParts, connectSlack } from './connect-slack.ts';
import { type BotIds, createApp } from './create-app.ts';
import type { Receiving } from './events/receive-events.ts';
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

/** The workspace of the bot token in the configuration. Who the bot is there, Slack is asked at the start. */
export function configuredWorkspace(botToken: string, shared: SharedParts): Workspace {
  const { configuration, logger, receiving, wait } = shared;
  const token = () => botToken;
  const { apiUrl } = configuration;
  const clients = createWorkspaceClients({ token, apiUrl, queue: createCallQueue(shared), logger });
  const stopping = new AbortController();
  let who: BotIds = { botId: '', botUserId: '' };
  let started: Promise<void> | undefined;
  const connect = async (parts: ConnectionParts): Promise<void> => {
    const found = await connectSlack(() => identify(clients.answers), 'SLACK_BOT_TOKEN', parts);
    if (!found) return;
    who = found;
    logger.info({}, `connected to the workspace ${found.name}`);
    if (!stopping.signal.aborted) receiving.start();
  };
  return createWorkspace({
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
}

async function identify({ interactive }: SlackClients): Promise<BotIds & { readonly name: string }> {
  const { user_id: botUserId = '', bot_id: botId = '', team = '', url = '' } = await interactive.auth.test();
  return { botUserId, botId, name: `${team} (${url})` };
}
