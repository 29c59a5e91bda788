import type { JsonObject } from './json.ts';

/** One thing to tell the app. */
export type Sending = {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: JsonObject;
  /** Of an event that was sent before. */
  readonly retry?: { readonly attempt: number; readonly reason: string };
};

/** What came back in time, or why nothing did. */
export type Acknowledgement =
  | { readonly kind: 'acknowledged'; readonly payload: unknown; readonly latencyMs: number }
  | {
      readonly kind: 'unacknowledged';
      readonly reason: 'timeout' | 'unreachable' | 'http_error';
      /** Whether the app asked for no second attempt (`X-Slack-No-Retry: 1`). */
      readonly isFinal?: boolean;
    };

/** The way to the app. */
export type Delivery = {
  /** Never throws: what can't be sent is unacknowledged. */
  send(sending: Sending): Promise<Acknowledgement>;
  isConnected(): boolean;
  close(): void;
};

/** What a delivery tells back. */
export type DeliveryListener = {
  readonly late: (sending: Sending, latencyMs: number) => void;
  readonly connection: (isConnected: boolean) => void;
};
