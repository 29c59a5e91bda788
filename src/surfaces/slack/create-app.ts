import type { Receiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import { PatientApp } from './patient-app.ts';
import { slackLogger } from './slack-clients.ts';

/** Who the bot is in a workspace. */
export interface BotIds {
  readonly botId: string;
  readonly botUserId: string;
}

/** What comes in is handed to the app by whoever has the connection, which all workspaces share. */
const noReceiver: Receiver = {
  init: () => undefined,
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};

/**
 * Bolt's app for one workspace.
 * @param who the bot's ids, from memory: no event waits for them
 */
export function createApp(
  who: () => BotIds,
  token: () => string,
  clientOptions: WebClientOptions,
  logger: Logger,
): PatientApp {
  const app = new PatientApp({
    authorize: async () => ({ botToken: token(), ...who() }),
    receiver: noReceiver,
    logger: slackLogger(logger),
    clientOptions,
    // Bolt would remember every conversation, for ever.
    convoStore: false,
  });
  // Whoever handed it what Slack sent tells what went wrong with that.
  app.error(async (error) => {
    throw error;
  });
  return app;
}
