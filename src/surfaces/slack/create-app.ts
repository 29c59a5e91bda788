import { SocketModeReceiver } from '@slack/bolt';
import type { PluginContext } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Connection } from './connect-slack.ts';
import { createFastifyReceiver } from './http-receiver.ts';
import { PatientApp } from './patient-app.ts';
import { apiOption, deliveryTimeoutMs, slackLogger } from './slack-clients.ts';

/** The key `slack` of callboard.yaml. */
export interface SlackConfiguration {
  readonly botToken?: string;
  /** With it, Socket Mode; without it, `signingSecret` and requests over HTTP. */
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly apiUrl?: string;
  /** True in the local workspace alone, where people are make-believe. */
  readonly everyoneIsAdministrator?: boolean;
}

/** Bolt's app, not started, and what tells when its connection has ended. */
export interface SlackApp extends Pick<Connection, 'ended'> {
  readonly app: PatientApp;
}

/**
 * Bolt's app over Socket Mode or over HTTP, as the configuration says.
 * @param who the bot's ids, once they are known
 * @throws Refusal where the configuration names neither
 */
export function createApp(
  { configuration, logger, now, metrics, addRoutes }: PluginContext<SlackConfiguration>,
  who: () => { readonly botId: string; readonly botUserId: string },
): SlackApp {
  const { botToken = '', appToken, signingSecret, apiUrl } = configuration;
  const clientOptions = { ...apiOption(apiUrl), retryConfig: { retries: 0 }, timeout: deliveryTimeoutMs };
  const shared = {
    // Who the bot is was asked at the start: no event waits for it.
    authorize: async () => ({ botToken, ...who() }),
    logger: slackLogger(logger),
    clientOptions,
  };
  if (appToken !== undefined) {
    // Bolt's own way to connect anew throws where nobody can catch it, which would end the process.
    const receiver = new SocketModeReceiver({
      appToken,
      logger: shared.logger,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions },
    });
    const ended = () => new Promise<void>((resolve) => void receiver.client.once('disconnected', () => resolve()));
    return { app: new PatientApp({ ...shared, receiver }), ended };
  }
  if (signingSecret === undefined) {
    throw new Refusal('it has neither an app token nor a signing secret', {
      code: 'slack-not-configured',
      hint: 'Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for requests over HTTP.',
    });
  }
  const receiver = createFastifyReceiver(signingSecret, now, metrics);
  addRoutes('/slack', receiver.register);
  return { app: new PatientApp({ ...shared, receiver }) };
}
