import type { PluginContext } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Wait } from '#callboard/core/wait.ts';
import { apiOption } from '../slack-clients.ts';
import type { SlackConfiguration } from '../slack-configuration.ts';
import { receiveOverHttp } from './http-receiver.ts';
import { keepConnection } from './keep-connection.ts';
import { SocketConnection } from './socket-connection.ts';
import type { TakeEvent } from './take-event.ts';

/** So that what one misses while it is made anew goes to the other. */
const connectionCount = 2;
const connectTimeoutMs = 10_000;

/** What brings events of all workspaces, since an app has one way for all. */
export interface Receiving {
  /** Begins; once more does nothing. */
  readonly start: () => void;
  /** Takes no more. Resolves when what came is acknowledged. */
  readonly stop: () => Promise<void>;
}

/**
 * Receives over Socket Mode or over HTTP, as the configuration says.
 * @throws Refusal where it names neither
 */
export function receiveEvents(context: PluginContext<SlackConfiguration>, take: TakeEvent, wait: Wait): Receiving {
  const { configuration, logger, now, metrics, addRoutes } = context;
  const { appToken, signingSecret, apiUrl } = configuration;
  if (appToken !== undefined) {
    const clientOptions = { ...apiOption(apiUrl), retryConfig: { retries: 0 }, timeout: connectTimeoutMs };
    return receiveOverSockets(() => new SocketConnection({ appToken, clientOptions, logger, take }), context, wait);
  }
  if (signingSecret === undefined) {
    throw new Refusal('it has neither an app token nor a signing secret', {
      code: 'slack-not-configured',
      hint: 'Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for requests over HTTP.',
    });
  }
  addRoutes('/slack', (scope) => receiveOverHttp(scope, { signingSecret, take, now, logger, metrics }));
  return { start: () => undefined, stop: () => Promise.resolve() };
}

function receiveOverSockets(
  create: () => SocketConnection,
  { logger }: PluginContext<SlackConfiguration>,
  wait: Wait,
): Receiving {
  const stopping = new AbortController();
  const parts = { logger, signal: stopping.signal, wait };
  let kept: Promise<unknown> | undefined;
  return {
    start: () => {
      kept ??= Promise.all(Array.from({ length: connectionCount }, () => keepConnection(create, parts)));
    },
    stop: async () => {
      stopping.abort();
      await kept;
    },
  };
}
