import { Client, DiscordjsError, DiscordjsErrorCodes, Events, GatewayIntentBits, Options, Partials } from 'discord.js';
import type { Interaction, Message } from 'discord.js';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Metrics } from '#callboard/core/telemetry/metrics.ts';
import { faultDetails, reasonOf } from './fault.ts';
import type { Wait } from './soon.ts';

/** What a connection to the gateway is made of. */
export interface ConnectionParts {
  readonly token: string;
  /** The root of Discord's HTTP API, without its version. */
  readonly apiUrl: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly wait: Wait;
  readonly onReady: (applicationId: string) => void;
  readonly onInteraction: (interaction: Interaction) => void;
  readonly onMessage: (message: Message, botId: string) => void;
}

/** A connection to the gateway that is kept up until it is closed. */
export interface Connection {
  /** Connects, and tries again until it succeeds, the token turns out wrong, or it is closed. */
  readonly open: () => Promise<void>;
  /** Takes no more events, and ends the connection, which a silent Discord may keep it from for long. */
  readonly close: () => Promise<void>;
  readonly isReady: () => boolean;
  /**
   * The id of a channel by its name without `#`.
   * @throws Error while not connected
   */
  readonly channelNamed: (name: string) => string | undefined;
}

const firstRetryMs = 5_000;
const longestRetryMs = 300_000;
/** A request for the gateway's address is given up after this, and made again as the connection is. */
const requestTimeoutMs = 5_000;
/** Discord closes the gateway with these and will do so again: bad token, shards, version or intents. */
const lastingCloseCodes: ReadonlyMap<number, string> = new Map([
  [4004, 'the token is wrong: set DISCORD_TOKEN to the bot token of the application'],
  [4010, 'it refuses the shard'],
  [4011, 'the bot is in more servers than one connection may serve (2,500)'],
  [4012, 'it no longer speaks this version of the gateway'],
  [4013, 'it does not know the intents'],
  [4014, 'it does not allow the intents'],
]);

const isWrongToken = (error: unknown) =>
  error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;

function createClient(apiUrl: string): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    // Without it, discord.js drops direct messages of channels it has not seen.
    partials: [Partials.Channel],
    rest: { api: apiUrl, version: '10', timeout: requestTimeoutMs, retries: 0 },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
  });
}

/** The connection to Discord's gateway; discord.js resumes it when it breaks. */
export function createConnection(parts: ConnectionParts): Connection {
  const { token, apiUrl, logger, metrics, wait, onReady, onInteraction, onMessage } = parts;
  const closed = new AbortController();
  let client: Client | undefined;
  let opening: Promise<void> | undefined;

  const fail = (reason: string, message: string, fields: object = {}) => {
    if (closed.signal.aborted) return;
    metrics.count('discord_failures_total', 'Failures at Discord by reason', { reason });
    logger.error(fields, message);
  };

  const listen = (fresh: Client) => {
    fresh.on(Events.ClientReady, (ready) => {
      logger.info({ servers: ready.guilds.cache.size }, 'Connected to Discord.');
      onReady(ready.application.id);
    });
    fresh.on(Events.InteractionCreate, (interaction) => {
      if (!closed.signal.aborted) onInteraction(interaction);
    });
    fresh.on(Events.MessageCreate, (message) => {
      if (!closed.signal.aborted) onMessage(message, fresh.user?.id ?? '');
    });
    fresh.on(Events.ShardDisconnect, ({ code }) => {
      const reason = lastingCloseCodes.get(code) ?? `it closed the connection with code ${code}`;
      fail('disconnected', `Discord does not let the bot in: ${reason}.`);
    });
    fresh.on(Events.ShardReconnecting, () => {
      if (closed.signal.aborted) return;
      metrics.count('discord_reconnects_total', 'Times the connection to Discord broke and was taken up again');
      logger.warn({}, 'The connection to Discord broke; it is being taken up again.');
    });
    fresh.on(Events.ShardError, (error) =>
      fail('gateway', 'The connection to Discord has an error.', faultDetails(error)),
    );
    fresh.on(Events.Error, (error) => fail('client', 'The Discord client has an error.', faultDetails(error)));
  };

  /** @returns whether it is worth trying again */
  const connect = async (retryMs: number): Promise<boolean> => {
    client = createClient(apiUrl);
    listen(client);
    try {
      await client.login(token);
      return false;
    } catch (error) {
      if (isWrongToken(error)) {
        fail('token', `Discord does not let the bot in: ${lastingCloseCodes.get(4004)}.`);
        return false;
      }
      fail('unreachable', `Discord can't be reached (${reasonOf(error)}); trying again in ${retryMs / 1000} s.`);
      return true;
    }
  };

  const stayOpen = async () => {
    let retryMs = firstRetryMs;
    while (!closed.signal.aborted && (await connect(retryMs))) {
      await wait(retryMs, closed.signal);
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    }
  };

  return {
    open: () => (opening ??= stayOpen()),
    close: async () => {
      closed.abort();
      // A client that is destroyed while it logs in connects all the same.
      await opening;
      await client?.destroy();
    },
    isReady: () => client?.isReady() ?? false,
    channelNamed: (name) => {
      if (client?.isReady() !== true) throw new Error('Discord is not connected, so its channels are not known yet');
      return client.channels.cache.find((channel) => 'name' in channel && channel.name === name && channel.isSendable())
        ?.id;
    },
  };
}
