import { SocketModeClient } from '@slack/socket-mode';
import type { WebClientOptions } from '@slack/web-api';
import { jsonAt, textAt } from '#callboard/core/storage/json-at.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import { slackLogger } from '../slack-clients.ts';
import type { EventToTake, TakeEvent } from './take-event.ts';

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
interface Envelope extends Pick<EventToTake, 'body' | 'ack'> {
  readonly retry_num?: number;
}

/** One connection over Socket Mode. */
export class SocketConnection extends SocketModeClient {
  readonly #take: TakeEvent;
  readonly #announced = Promise.withResolvers<'announced'>();
  readonly #ended = Promise.withResolvers<'ended'>();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor({ appToken, clientOptions, logger, take }: SocketParts) {
    // Connecting anew is ours: the library's own way closes before it opens, and throws where nobody can catch it.
    super({ appToken, clientOptions, logger: slackLogger(logger), autoReconnectEnabled: false });
    this.#take = take;
    this.on('disconnected', () => this.#ended.resolve('ended'));
    this.on('slack_event', ({ body, ack, retry_num: retryNum }: Envelope) =>
      this.#begin({ body, ack, ...(retryNum === undefined ? {} : { retryNum }) }),
    );
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
    const event = jsonAt(message, 'payload', 'event');
    // The library would close at once, with events still to be acknowledged and no other connection open.
    if (type === 'disconnect' && announcements.has(textAt(message, 'reason') ?? ''))
      this.#announced.resolve('announced');
    // It throws where nobody can catch it at what is not of the shape that it expects.
    else if (type === undefined || (type === 'events_api' && (typeof event !== 'object' || event === null))) {
      this.#begin({ body: jsonAt(message, 'payload') ?? message ?? null, ack: () => Promise.resolve() });
    } else await super.onWebSocketMessage(data, isBinary);
  }

  #begin(event: EventToTake): void {
    const taken = this.#take(event).finally(() => this.#underWay.delete(taken));
    this.#underWay.add(taken);
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
