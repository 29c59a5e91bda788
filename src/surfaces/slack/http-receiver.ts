import { type App, isValidSlackRequest, type Receiver } from '@slack/bolt';
import type { HttpScope } from '#callboard/core/http/http-server.ts';
import type { Metrics } from '#callboard/core/telemetry/metrics.ts';

/** Slack waits 3 s; what took longer is answered with nothing, so that Slack tries again. */
const acknowledgementTimeoutMs = 3000;

/** A Bolt receiver on Callboard's own HTTP server, so that there is one port for all. */
export interface FastifyReceiver extends Receiver {
  /** Mounts the route that takes commands, events and interactions. */
  readonly register: (scope: HttpScope) => Promise<void>;
}

/** @param signingSecret what every request from Slack is signed with */
export function createFastifyReceiver(signingSecret: string, now: () => Date, metrics: Metrics): FastifyReceiver {
  let app: App | undefined;
  const isSigned = (rawBody: string, headers: NodeJS.Dict<string | string[]>): boolean =>
    isValidSlackRequest({
      signingSecret,
      body: rawBody,
      headers: {
        'x-slack-signature': String(headers['x-slack-signature'] ?? ''),
        'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp'] ?? 0),
      },
      nowMilliseconds: now().getTime(),
    });

  return {
    init: (bolt) => {
      app = bolt;
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    register: async (scope) => {
      scope.removeAllContentTypeParsers();
      // The signature is over the body as it came.
      scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
      scope.post('/events', { config: { isSigned: true } }, async (request, reply) => {
        const rawBody = typeof request.body === 'string' ? request.body : '';
        if (!isSigned(rawBody, request.headers)) {
          metrics.count('slack_requests_refused_total', 'Requests with a wrong or old signature');
          return reply.code(401).send();
        }
        const body = parseBody(rawBody, request.headers['content-type'] ?? '');
        if (body === undefined) return reply.code(400).send({ error: 'The body is neither JSON nor a form.' });
        if (body['type'] === 'url_verification') return reply.send({ challenge: body['challenge'] });
        if (body['ssl_check'] !== undefined || app === undefined)
          return reply.code(app === undefined ? 503 : 200).send();
        const acknowledged = await acknowledge(app, body, Number(request.headers['x-slack-retry-num'] ?? 0));
        if (acknowledged === undefined) return reply.code(503).send();
        return typeof acknowledged === 'string'
          ? reply.type('text/plain').send(acknowledged)
          : reply.send(acknowledged);
      });
    },
  };
}

type Body = Record<string, unknown>;

/** Hands the event to Bolt. @returns what a listener acknowledged with; undefined where none did in time */
function acknowledge(app: App, body: Body, retryNum: number): Promise<string | object | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | object | undefined>();
  const timer = setTimeout(() => resolve(undefined), acknowledgementTimeoutMs);
  const ack = async (response?: string | object): Promise<void> => resolve(response ?? '');
  app
    .processEvent({ body, retryNum, ack })
    // Bolt tells its own error handler what a listener threw; here it only matters that nobody acknowledged.
    .catch(() => undefined)
    .finally(() => {
      clearTimeout(timer);
      resolve(undefined);
    });
  return promise;
}

function parseBody(rawBody: string, contentType: string): Body | undefined {
  try {
    if (!contentType.includes('application/x-www-form-urlencoded')) return asObject(JSON.parse(rawBody));
    const form = Object.fromEntries(new URLSearchParams(rawBody));
    return form['payload'] === undefined ? form : asObject(JSON.parse(form['payload']));
  } catch {
    // Signed, but not what Slack sends: the caller answers 400.
    return undefined;
  }
}

const asObject = (value: unknown): Body | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
