import { SocketModeClient } from '@slack/socket-mode';
import type { WebClientOptions } from '@slack/web-api';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { textAt } from '#callboard/core/storage/json-at.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import { slackLogger } from '../slack-clients.ts';
import type { EventToTake, TakeEvent } from './take-event.ts';

/** The type under which the library is handed every envelope: of the others it takes some for its own. */
const envelopeType = 'envelope';

/** With these Slack says that it will close a connection soon: https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect */
const announcements = new Set(['warning', 'refresh_requested']);

/** What a connection over Socket Mode needs. */
export interface SocketParts {
  readonly appToken: string;
  readonly clientOptions: WebClientOptions;
  readonly logger: Logger;
  readonly take: TakeEvent;
}

/** What the library makes of an envelope. */
interface Envelope extends Pick<EventToTake, 'ack'> {
  readonly body?: Json;
  readonly retry_num?: number;
  /** Whether somebody waits for what it is acknowledged with. */
  readonly accepts_response_payload?: boolean;
}

/** One connection over Socket Mode. */
export class SocketConnection extends SocketModeClient {
  readonly #take: TakeEvent;
  readonly #logger: Logger;
  readonly #announced = Promise.withResolvers<'announced'>();
  readonly #ended = Promise.withResolvers<'ended'>();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor({ appToken, clientOptions, logger, take }: SocketParts) {
    // Connecting anew is ours: the library's own way closes before it opens, and throws where nobody can catch it.
    super({ appToken, clientOptions, logger: slackLogger(logger), autoReconnectEnabled: false });
    this.#take = take;
    this.#logger = logger;
    this.on('disconnected', () => this.#ended.resolve('ended'));
    this.on('slack_event', (envelope: Envelope) => this.#begin(this.#takeEnvelope(envelope)));
  }

  /** Resolves when another connection is needed: Slack will close this one soon, or it has ended. */
  replaceable(): Promise<'announced' | 'ended'> {
    return Promise.race([this.#announced.promise, this.#ended.promise]);
  }

  /** Resolves when all that came over it is taken, and so acknowledged. */
  async taken(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const message = typeof data === 'string' ? parse(data) : undefined;
    const type = textAt(message, 'type');
    // The library would close at once, with events still to be acknowledged and no other connection open.
    if (type === 'disconnect' && announcements.has(textAt(message, 'reason') ?? ''))
      this.#announced.resolve('announced');
    else if (type === 'hello' || type === 'disconnect') await super.onWebSocketMessage(data, isBinary);
    else if (isJsonObject(message) && textAt(message, 'envelope_id') !== undefined) {
      // Into an event it would look where it throws, and nobody can catch it, at one that is none.
      await super.onWebSocketMessage(JSON.stringify({ ...message, type: envelopeType }), false);
    } else this.#begin(this.#take({ body: message ?? null, ack: () => Promise.resolve() }));
  }

  async #takeEnvelope(envelope: Envelope): Promise<void> {
    const { body = null, ack, retry_num: retryNum, accepts_response_payload: isAwaited } = envelope;
    const acknowledge: EventToTake['ack'] = async (response) => {
      try {
        await ack(response);
      } catch (error) {
        // The connection broke: what was taken goes on, and where Slack sends it again it is known.
        this.#logger.warn({ error }, 'Slack could not be told that something was taken');
      }
    };
    const outcome = await this.#take({ body, ack: acknowledge, ...(retryNum === undefined ? {} : { retryNum }) });
    // An event would be the same when it is sent again; whoever waits for a command is told by Slack that it failed.
    if (outcome === 'malformed' && isAwaited !== true) await acknowledge();
  }

  #begin(taken: Promise<unknown>): void {
    const done = taken.finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  }
}

function parse(data: string): Json | undefined {
  try {
    const message: Json = JSON.parse(data);
    return message;
  } catch {
    // It is told as what cannot be read.
    return undefined;
  }
}
