import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';
import type { HttpScope } from '#callboard/core/http/http-server.ts';
import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Metrics } from '#callboard/core/telemetry/metrics.ts';
import { createSeenRequests } from './seen-requests.ts';
import type { TakeEvent } from './take-event.ts';

/** Slack waits 3 s; what took longer is answered with nothing, so that Slack tries again. */
const acknowledgementTimeoutMs = 3000;

/** Far more than Slack sends, so that whatever is signed is looked at, and told of in words. */
const bodyLimitBytes = 4 * 1024 * 1024;

export interface HttpReceiverParts {
  /** What every request from Slack is signed with. */
  readonly signingSecret: string;
  readonly take: TakeEvent;
  readonly now: () => Date;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Mounts the route that takes commands, events and interactions on Callboard's own HTTP server, so that there is one
 * port for all. A request that is forged, older than five minutes or sent again by somebody else is answered with 401.
 */
export async function receiveOverHttp(scope: HttpScope, parts: HttpReceiverParts): Promise<void> {
  const { signingSecret, take, now, logger, metrics } = parts;
  const seen = createSeenRequests(now);
  const refuse = (reason: 'forged' | 'replayed') =>
    metrics.count('slack_requests_refused_total', 'Requests with a wrong, an old or a used signature', { reason });

  scope.removeAllContentTypeParsers();
  // The signature is over the body as it came.
  scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: bodyLimitBytes }, (_request, body, done) =>
    done(null, body),
  );
  scope.post('/events', { config: { isSigned: true } }, async (request, reply) => {
    const rawBody = typeof request.body === 'string' ? request.body : '';
    if (!isSigned(signingSecret, rawBody, request.headers, now())) {
      refuse('forged');
      return reply.code(401).send();
    }
    const body = parseBody(rawBody, request.headers['content-type'] ?? '');
    if (body === undefined) {
      const faultId = randomBytes(4).toString('hex');
      logger.warn({ faultId, bytes: rawBody.length }, 'a request from Slack is neither JSON nor a form');
      metrics.count('slack_malformed_total', 'What Slack sent that could not be read');
      return reply.code(400).send({ error: `The body is neither JSON nor a form; it is logged as ${faultId}.` });
    }
    // Who types the same twice in a second asks for the same options with the same signature.
    const isReplayed =
      body['type'] !== 'block_suggestion' && seen.isRepeated(String(request.headers['x-slack-signature']));
    if (isReplayed) {
      refuse('replayed');
      return reply.code(401).send();
    }
    if (body['type'] === 'url_verification') return reply.send({ challenge: body['challenge'] });
    if (body['ssl_check'] !== undefined) return reply.send();
    const answer = await acknowledgementOf(take, body, Number(request.headers['x-slack-retry-num'] ?? 0));
    if (answer.kind === 'malformed') return reply.code(400).header('x-slack-no-retry', '1').send();
    if (answer.kind === 'none') return reply.code(503).send();
    return typeof answer.response === 'string'
      ? reply.type('text/plain').send(answer.response)
      : reply.send(answer.response);
  });
}

function isSigned(signingSecret: string, body: string, headers: IncomingHttpHeaders, now: Date): boolean {
  return isValidSlackRequest({
    signingSecret,
    body,
    headers: {
      'x-slack-signature': String(headers['x-slack-signature'] ?? ''),
      'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp'] ?? 0),
    },
    nowMilliseconds: now.getTime(),
  });
}

type Acknowledgement =
  | { readonly kind: 'acknowledged'; readonly response: string | object }
  | { readonly kind: 'malformed' }
  /** Nobody did in time. */
  | { readonly kind: 'none' };

function acknowledgementOf(take: TakeEvent, body: JsonObject, retryNum: number): Promise<Acknowledgement> {
  const { promise, resolve } = Promise.withResolvers<Acknowledgement>();
  const timer = setTimeout(() => resolve({ kind: 'none' }), acknowledgementTimeoutMs);
  const ack = async (response: string | object = ''): Promise<void> => resolve({ kind: 'acknowledged', response });
  void take({ body, retryNum, ack }).then((outcome) => {
    clearTimeout(timer);
    return resolve(outcome === 'malformed' ? { kind: 'malformed' } : { kind: 'none' });
  });
  return promise;
}

function parseBody(rawBody: string, contentType: string): JsonObject | undefined {
  try {
    if (!contentType.includes('application/x-www-form-urlencoded')) return asObject(JSON.parse(rawBody));
    const form = Object.fromEntries(new URLSearchParams(rawBody));
    return form['payload'] === undefined ? form : asObject(JSON.parse(form['payload']));
  } catch {
    // Signed, but not what Slack sends: the caller answers 400.
    return undefined;
  }
}

const asObject = (value: Json): JsonObject | undefined => (isJsonObject(value) ? value : undefined);
