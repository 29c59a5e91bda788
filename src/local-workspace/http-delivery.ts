import { createHmac } from 'node:crypto';

import type { Acknowledgement, Delivery, DeliveryListener, Sending } from './delivery.ts';
import { parseJson } from './json.ts';

/** Where and how requests go. */
export type HttpDeliveryOptions = {
  readonly url: string;
  readonly signingSecret: string;
  readonly acknowledgementTimeoutMs: number;
  readonly now: () => Date;
};

/** Body and content type of a request, as Slack writes each kind. */
const requestBody = ({ type, payload }: Sending): { body: string; contentType: string } => {
  if (type === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const fields =
    type === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
  return { body: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' };
};

/** The value of X-Slack-Signature: HMAC-SHA256 over `v0:timestamp:body`. */
const signature = (signingSecret: string, timestampSeconds: number, body: string): string =>
  `v0=${createHmac('sha256', signingSecret).update(`v0:${timestampSeconds}:${body}`).digest('hex')}`;

const requestHeaders = (sending: Sending, body: string, contentType: string, options: HttpDeliveryOptions) => {
  const timestampSeconds = Math.floor(options.now().getTime() / 1000);
  return {
    'content-type': contentType,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': String(timestampSeconds),
    'x-slack-signature': signature(options.signingSecret, timestampSeconds, body),
    ...(sending.retry && {
      'x-slack-retry-num': String(sending.retry.attempt),
      'x-slack-retry-reason': sending.retry.reason,
    }),
  };
};

const readAnswer = async (response: Response, latencyMs: number): Promise<Acknowledgement> => {
  if (!response.ok) {
    return { kind: 'unacknowledged', reason: 'http_error', isFinal: response.headers.get('x-slack-no-retry') === '1' };
  }
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { kind: 'acknowledged', payload: isJson ? parseJson(text) : text === '' ? {} : { text }, latencyMs };
};

/** Signed requests to the app's URL; the body of the response is the acknowledgement. */
export const createHttpDelivery = (options: HttpDeliveryOptions, listener: DeliveryListener): Delivery => {
  const closing = new AbortController();
  let isReachable = true;
  const note = (reachable: boolean) => {
    if (reachable !== isReachable) listener.connection(reachable);
    isReachable = reachable;
  };

  const request = async (sending: Sending, sentAtMs: number): Promise<Acknowledgement> => {
    const { body, contentType } = requestBody(sending);
    const headers = requestHeaders(sending, body, contentType, options);
    try {
      const response = await fetch(options.url, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: closing.signal,
      });
      note(true);
      return await readAnswer(response, performance.now() - sentAtMs);
    } catch {
      // whatever keeps a request from arriving, the person is told that the app can't be reached
      note(false);
      return { kind: 'unacknowledged', reason: 'unreachable' };
    }
  };

  return {
    send: async (sending) => {
      const sentAtMs = performance.now();
      const answer = request(sending, sentAtMs);
      const timer = Promise.withResolvers<Acknowledgement>();
      const timeout = setTimeout(() => {
        timer.resolve({ kind: 'unacknowledged', reason: 'timeout' });
        void answer.then(({ kind }) => kind === 'acknowledged' && listener.late(sending, performance.now() - sentAtMs));
      }, options.acknowledgementTimeoutMs);
      const first = await Promise.race([answer, timer.promise]);
      clearTimeout(timeout);
      return first;
    },
    isConnected: () => isReachable,
    close: () => closing.abort(),
  };
};
