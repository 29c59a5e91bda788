import { setTimeout as sleep } from 'node:timers/promises';
import type { Surface } from '#callboard/core/messages/surface.ts';
import type { Plugin, PluginContext } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { connectPatiently } from './connect-slack.ts';
import { editMessage, postMessage } from './deliver-message.ts';
import { createFastifyReceiver } from './http-receiver.ts';
import { PatientApp } from './patient-app.ts';
import { surfaceId } from './read-event.ts';
import { apiOption, createSlackClients, platformCode, slackLogger, type SlackClients } from './slack-clients.ts';
import { addListeners } from './slack-listeners.ts';

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

/** How long stopping waits for a silent Slack, and for answers that are being shown. */
const stopTimeoutMs = 3000;

/** The Slack surface. */
const slack: Plugin<SlackConfiguration> = {
  id: 'slack',
  kind: 'third-party-backed',
  configurationSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      botToken: { type: 'string', minLength: 1 },
      appToken: { type: 'string', minLength: 1 },
      signingSecret: { type: 'string', minLength: 1 },
      apiUrl: { type: 'string', pattern: '^https?://' },
    },
  },
  setup: (context) => {
    const { botToken } = context.configuration;
    if (botToken === undefined)
      throw new Refusal('it has no bot token', { code: 'slack-not-configured', hint: 'Set SLACK_BOT_TOKEN.' });
    context.addSurface(
      createSlackSurface(context, createSlackClients(botToken, context.configuration.apiUrl, context.logger)),
    );
  },
};

export default slack;

function createSlackSurface(context: PluginContext<SlackConfiguration>, clients: SlackClients): Surface {
  const { configuration, logger, metrics, conversation } = context;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const who = { botId: '', botUserId: '' };
  const app = createApp(context, () => who);
  addListeners(app, { conversation, clients, logger, metrics, botUserId: () => who.botUserId, running });
  app.error(async (error) => logger.error({ error }, 'an event from Slack could not be handled'));

  const connect = async (): Promise<string> => {
    const { user_id: botUserId = '', bot_id: botId = '', team = '', url = '' } = await clients.interactive.auth.test();
    Object.assign(who, { botUserId, botId });
    await app.start();
    return `${team} (${url})`;
  };
  let connecting: Promise<void> | undefined;
  return {
    id: surfaceId,
    userAnnotation: 'slack.com/user-id',
    everyoneIsAdministrator: configuration.everyoneIsAdministrator === true,
    post: (to, answer) => postMessage(clients, to, answer),
    edit: (posted, answer) => editMessage(clients, posted, answer),
    profile: async (personId) => {
      const user = await readUser(clients, personId);
      if (!user) return undefined;
      const email = user.profile?.email;
      return { name: user.profile?.real_name ?? user.name ?? personId, ...(email === undefined ? {} : { email }) };
    },
    findByEmail: async (email) => {
      try {
        return (await clients.interactive.users.lookupByEmail({ email })).user?.id;
      } catch (error) {
        if (platformCode(error) === 'users_not_found') return undefined;
        throw error;
      }
    },
    start: async () => {
      const wait = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => undefined);
      connecting = connectPatiently(connect, { logger, signal: stopping.signal, wait });
    },
    stop: async () => {
      stopping.abort();
      const late = sleep(stopTimeoutMs, undefined, { ref: false });
      const disconnect = async (): Promise<void> => {
        await connecting;
        await app.stop();
      };
      await Promise.race([disconnect(), late]);
      await Promise.race([Promise.all(running), late]);
    },
  };
}

async function readUser({ interactive }: SlackClients, personId: string) {
  try {
    return (await interactive.users.info({ user: personId })).user;
  } catch (error) {
    if (['user_not_found', 'user_not_visible'].includes(platformCode(error) ?? '')) return undefined;
    throw error;
  }
}

function createApp(
  { configuration, logger, now, metrics, addRoutes }: PluginContext<SlackConfiguration>,
  who: () => { readonly botId: string; readonly botUserId: string },
): PatientApp {
  const { botToken = '', appToken, signingSecret, apiUrl } = configuration;
  const shared = {
    // Who the bot is was asked at the start: no event waits for it.
    authorize: async () => ({ botToken, ...who() }),
    logger: slackLogger(logger),
    clientOptions: { ...apiOption(apiUrl), retryConfig: { retries: 0 } },
  };
  if (appToken !== undefined) return new PatientApp({ ...shared, appToken, socketMode: true });
  if (signingSecret === undefined) {
    throw new Refusal('it has neither an app token nor a signing secret', {
      code: 'slack-not-configured',
      hint: 'Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for requests over HTTP.',
    });
  }
  const receiver = createFastifyReceiver(signingSecret, now, metrics);
  addRoutes('/slack', receiver.register);
  return new PatientApp({ ...shared, receiver });
}
