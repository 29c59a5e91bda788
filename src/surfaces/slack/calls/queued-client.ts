import { type WebAPICallResult, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Call, CallQueue } from './call-queue.ts';
import { refusedToken } from './refused-token.ts';

/** How the calls of a client wait. */
export type QueueManner = Pick<Call, 'urgency' | 'patienceMs'>;

/** What the clients of a workspace share. */
export interface QueuedClientParts {
  /** The token as it is by now. */
  readonly token: () => string;
  readonly queue: CallQueue;
  /** Hears that Slack refuses the token itself, by its code. */
  readonly tokenRefused: (code: string) => void;
}

/** Slack's client, but that each call waits for its turn, and goes with the token as it is by then. */
export class QueuedClient extends WebClient {
  readonly #parts: QueuedClientParts;
  readonly #manner: QueueManner;

  constructor(parts: QueuedClientParts, manner: QueueManner, options: WebClientOptions) {
    super(undefined, options);
    this.#parts = parts;
    this.#manner = manner;
  }

  override async apiCall(method: string, options: Record<string, unknown> = {}): Promise<WebAPICallResult> {
    const { queue, token, tokenRefused } = this.#parts;
    const channel = typeof options['channel'] === 'string' ? options['channel'] : '';
    try {
      return await queue.run({ method, channel, ...this.#manner }, () =>
        super.apiCall(method, { ...options, token: token() }),
      );
    } catch (error) {
      const code = refusedToken(error);
      if (code !== undefined) tokenRefused(code);
      throw error;
    }
  }
}
