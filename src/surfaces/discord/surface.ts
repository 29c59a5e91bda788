import { REST, Routes } from 'discord.js';
import type { Interaction } from 'discord.js';
import type { Conversation } from '#callboard/core/commands/conversation.ts';
import type { Profile, Surface } from '#callboard/core/messages/surface.ts';
import type { Records } from '#callboard/core/storage/records.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Metrics } from '#callboard/core/telemetry/metrics.ts';
import { createPainter } from '#callboard/pictures/painter.ts';
import { answerMessage } from './answer-question.ts';
import { createConnection } from './connection.ts';
import { createDelivery } from './deliver-message.ts';
import { createFormFilling } from './fill-form.ts';
import { applicationCommands } from './manifest.ts';
import { faultDetails, reasonOf } from './fault.ts';
import { surfaceId } from './surface-id.ts';
import { isDiscordId } from './render-line.ts';
import { registerCommands } from './register-commands.ts';
import { soon } from './soon.ts';
import type { Wait } from './soon.ts';
import { takeInteraction } from './take-interaction.ts';
import { isUnknownPerson, isTooLate } from './undeliverable.ts';

/** What the surface is made of. */
export interface DiscordParts {
  readonly token: string;
  /** The root of Discord's HTTP API, without its version. */
  readonly apiUrl: string;
  /** Known before the bot is connected where it is configured; commands are registered at once then. */
  readonly applicationId?: string;
  readonly conversation: Conversation;
  readonly records: Records;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  readonly wait: Wait;
}

/** How long `stop` waits, in all, for what is being answered and for a Discord that may be silent. */
const stopBoundMs = 3_000;
/** Discord's limit for the first response to an interaction. */
const acknowledgementMs = 3_000;
/** A request is given up after this; discord.js tries it thrice. */
const requestTimeoutMs = 10_000;

/** Discord as a surface: slash commands, buttons and modals, mentions and direct messages. */
export function createDiscordSurface(parts: DiscordParts): Surface {
  const { token, apiUrl, conversation, records, logger, metrics, now, wait } = parts;
  const rest = new REST({ api: apiUrl, version: '10', timeout: requestTimeoutMs }).setToken(token);
  const running = new Set<Promise<void>>();
  const taking = new Map<string, Promise<void>>();

  const fail = (reason: string, message: string, fields: object) => {
    metrics.count('discord_failures_total', 'Failures at Discord by reason', { reason });
    logger.error(fields, message);
  };

  const run = (kind: string, work: Promise<void>) => {
    metrics.count('discord_events_total', 'Events taken from Discord by kind', { kind });
    const done = work.finally(() => running.delete(done));
    running.add(done);
  };

  const failed = (error: unknown, interaction: Interaction) => {
    if (isTooLate(error)) {
      metrics.count('discord_failures_total', 'Failures at Discord by reason', { reason: 'too-late' });
      logger.warn(
        { interaction: interaction.id },
        'Discord took the answer to an interaction no more: it came too late or twice.',
      );
    } else
      fail('interaction', 'An interaction could not be answered.', {
        interaction: interaction.id,
        ...faultDetails(error),
      });
  };

  const observe = (takenAt: Date) => {
    const seconds = (now().getTime() - takenAt.getTime()) / 1000;
    metrics.observeSeconds(
      'discord_acknowledgement_seconds',
      'From an event of Discord to its acknowledgement',
      seconds,
    );
  };

  const acknowledged = async (interactionToken: string) => {
    const taken = taking.get(interactionToken);
    if (taken !== undefined) await soon(taken, acknowledgementMs, wait);
  };

  const register = async (applicationId: string) => {
    try {
      if (await registerCommands(rest, applicationId, applicationCommands(conversation.commands()))) {
        logger.info({}, 'The commands were registered with Discord.');
      }
    } catch (error) {
      fail(
        'registration',
        `The commands could not be registered with Discord (${reasonOf(error)}); those registered before stay.`,
        {},
      );
    }
  };

  const connection = createConnection({
    token,
    apiUrl,
    logger,
    metrics,
    wait,
    onReady: (applicationId) => run('ready', register(parts.applicationId ?? applicationId)),
    onInteraction: (interaction) => {
      const taken = takeInteraction(answering, interaction);
      taking.set(interaction.token, taken);
      run(
        'interaction',
        taken.finally(() => taking.delete(interaction.token)),
      );
    },
    onMessage: (message, botId) =>
      run(
        'message',
        answerMessage(answering, message, botId, (error) =>
          fail('message', 'A message could not be answered.', { message: message.id, ...faultDetails(error) }),
        ),
      ),
  });
  const delivery = createDelivery({
    rest,
    conversation,
    records,
    painter: createPainter(),
    logger,
    now,
    channelNamed: connection.channelNamed,
    acknowledged,
  });
  const forms = createFormFilling({ conversation, delivery, records, now, wait });
  const answering = { conversation, delivery, forms, records, rest, now, wait, failed, acknowledged: observe };
  metrics.gauge('discord_connected', 'Whether the bot is connected to Discord', () => Number(connection.isReady()));

  let stopping: Promise<void> | undefined;
  const stop = async () => {
    // Answers go over HTTP: they need no gateway.
    const ended = Promise.all([connection.close(), Promise.allSettled(running)]);
    if ((await soon(ended, stopBoundMs, wait)) === 'late') {
      logger.warn({ running: running.size }, 'Discord: what did not come to an end in time is left behind.');
    }
  };

  return {
    id: surfaceId,
    userAnnotation: 'discord.com/user-id',
    everyoneIsAdministrator: false,
    post: delivery.post,
    edit: delivery.edit,
    profile: async (personId) => {
      if (!isDiscordId(personId)) return undefined;
      try {
        return readProfile(await rest.get(Routes.user(personId)));
      } catch (error) {
        if (isUnknownPerson(error)) return undefined;
        throw error;
      }
    },
    // Discord tells a bot nobody's e-mail address.
    findByEmail: async () => undefined,
    start: async () => {
      // Not awaited: the bot serves while Discord is being reached, or is down.
      void connection.open();
    },
    stop: () => (stopping ??= stop()),
  };
}

function readProfile(user: unknown): Profile | undefined {
  const fields = new Map<string, unknown>(typeof user === 'object' && user !== null ? Object.entries(user) : []);
  const name = fields.get('global_name') ?? fields.get('username');
  return typeof name === 'string' ? { name } : undefined;
}
