import { type WebAPICallResult, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Call, CallQueue } from './call-queue.ts';

/** How the calls of a client wait. */
export type QueueManner = Pick<Call, 'urgency' | 'patienceMs'>;

/** Slack's client, but that each call waits for its turn, and goes with the token as it is by then. */
export class QueuedClient extends WebClient {
  readonly #token: () => string;
  readonly #queue: CallQueue;
  readonly #manner: QueueManner;

  constructor(token: () => string, queue: CallQueue, manner: QueueManner, options: WebClientOptions) {
    super(undefined, options);
    this.#token = token;
    this.#queue = queue;
    this.#manner = manner;
  }

  override apiCall(method: string, options: Record<string, unknown> = {}): Promise<WebAPICallResult> {
    const channel = typeof options['channel'] === 'string' ? options['channel'] : '';
    return this.#queue.run({ method, channel, ...this.#manner }, () =>
      super.apiCall(method, { ...options, token: this.#token() }),
    );
  }
}
