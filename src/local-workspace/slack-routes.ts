import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';

import { isObject, type JsonObject } from './json.ts';
import { readBody } from './read-body.ts';
import { respond } from './respond.ts';
import { SlackError } from './slack-error.ts';
import type { WebApi } from './web-api/web-api.ts';
import type { Workspace } from './workspace.ts';

/** The largest request that Slack takes, in bytes; a view alone may have 250 kB, more when form-encoded. */
const bodyLimitBytes = 4 * 1024 * 1024;

/** The largest upload. */
const uploadLimitBytes = 5 * 1024 * 1024;

const bearer = (header: string | undefined): string | undefined => /^Bearer (.+)$/i.exec(header ?? '')?.[1];

const respondTo = (
  workspace: Workspace,
  key: string,
  body: string,
): { status: number; answer: string | JsonObject } => {
  try {
    respond(workspace, workspace.responseUrls.use(key), readBody('application/json', body));
    return { status: 200, answer: 'ok' };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    workspace.events.emit('requestRefused', { method: 'response_url', error: error.code, details: error.details });
    const isGone = error.code === 'expired_url' || error.code === 'used_url';
    return { status: isGone ? 404 : 400, answer: { ok: false, error: error.code } };
  }
};

type Strike = { readonly status: number; readonly error: string; readonly retryAfterSeconds?: number };

/** How a request fails that a fault strikes, told on the workspace's events too. */
const strike = ({ faults, events }: Workspace, method: string): Strike | undefined => {
  const limited = faults.strike('rateLimited', method);
  const failing = limited ?? faults.strike('failing', method);
  if (failing === undefined) return undefined;
  const struck: Strike =
    failing.kind === 'rateLimited'
      ? { status: 429, error: 'ratelimited', retryAfterSeconds: failing.retryAfterSeconds }
      : { status: failing.status, error: 'internal_error' };
  events.emit('requestRefused', { method, error: struck.error, details: [] });
  return struck;
};

const sendFault = async (reply: FastifyReply, { status, error, retryAfterSeconds }: Strike) => {
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return await reply.code(status).send({ ok: false, error });
};

/** Holds an answer back where a fault makes the method slow. */
const late = async ({ faults }: Workspace, method: string): Promise<void> => {
  const fault = faults.strike('slow', method);
  if (fault !== undefined) await setTimeout(fault.delayMs);
};

/** Mounts what the app talks to: the Web API below `/api/`, uploads and the response_urls. */
export const addSlackRoutes = async (server: FastifyInstance, workspace: Workspace, webApi: WebApi): Promise<void> => {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: bodyLimitBytes }, (_request, body, done) =>
      done(null, body),
    );

    scope.route<{ Params: { method: string } }>({
      method: ['GET', 'POST'],
      url: '/api/:method',
      bodyLimit: bodyLimitBytes,
      handler: async (request, reply) => {
        const fault = strike(workspace, request.params.method);
        if (fault !== undefined) return await sendFault(reply, fault);
        const text = typeof request.body === 'string' ? request.body : '';
        const query = isObject(request.query) ? request.query : {};
        const origin = `${request.protocol}://${request.headers.host ?? request.hostname}`;
        const token = bearer(request.headers.authorization);
        try {
          const { status, body, retryAfterSeconds } = webApi.call(request.params.method, token, origin, {
            ...query,
            ...readBody(request.headers['content-type'], text),
          });
          if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
          await late(workspace, request.params.method);
          return await reply.code(status).send(body);
        } catch (error) {
          if (!(error instanceof SlackError)) throw error;
          return { ok: false, error: error.code };
        }
      },
    });

    scope.post<{ Params: { key: string } }>('/response/:key', async (request, reply) => {
      const fault = strike(workspace, 'response_url');
      if (fault !== undefined) return await sendFault(reply, fault);
      const { status, answer } = respondTo(
        workspace,
        request.params.key,
        typeof request.body === 'string' ? request.body : '',
      );
      await late(workspace, 'response_url');
      return await reply.code(status).send(answer);
    });
  });

  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: uploadLimitBytes }, (_request, body, done) =>
      done(null, body),
    );
    scope.post<{ Params: { ticket: string } }>('/upload/v1/:ticket', async (request, reply) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const isTaken = workspace.files.upload(request.params.ticket, bytes);
      return await reply
        .code(isTaken ? 200 : 400)
        .send(isTaken ? `OK - ${bytes.length}` : 'The upload was not announced so.');
    });
  });
};
