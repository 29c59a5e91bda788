import type { HttpScope } from '#callboard/core/http/http-server.ts';
import type { KindRules } from '../kind-rules.ts';
import { createKinds } from '../kinds.ts';
import { validateText } from '../validate-text.ts';
import { apiError, InputProblem } from './api-error.ts';
import { mayRead } from './may-read.ts';
import { readBody } from './read-request.ts';
import { serveEntities } from './serve-entities.ts';
import { type LocationsContext, serveLocations } from './serve-locations.ts';

export interface ServeCatalogContext extends LocationsContext {
  /** The kinds that plugins add. */
  readonly addedKinds: readonly KindRules[];
  /** Who may read; without any, this machine alone. */
  readonly tokens: readonly string[];
}

/** Serves the reading side of Backstage's catalog API, as `@backstage/catalog-client` asks for it. */
export async function serveCatalog(scope: HttpScope, context: ServeCatalogContext): Promise<void> {
  scope.addHook('onRequest', async (request, reply) => {
    const access = mayRead(request.headers, request.socket.remoteAddress, context.tokens);
    if (access === 'granted') return undefined;
    return reply.code(access.status).send(apiError(access.status, access.message, request));
  });
  // The client says that it sends JSON also where it sends nothing.
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      const parsed: unknown = body === '' ? undefined : JSON.parse(String(body));
      done(null, parsed);
    } catch {
      done(new InputProblem('The body is not JSON.'));
    }
  });
  scope.setErrorHandler((error, request, reply) => {
    const status = error instanceof InputProblem ? 400 : statusOf(error);
    if (status >= 500) throw error;
    return reply.code(status).send(apiError(status, error instanceof Error ? error.message : 'Bad request', request));
  });
  scope.setNotFoundHandler((request, reply) => reply.code(404).send(apiError(404, 'There is no such route.', request)));

  serveEntities(scope, context.directory);
  serveLocations(scope, context);
  scope.post('/validate-entity', (request, reply) => {
    const { entity, location } = readBody(request.body);
    const [document] = validateText(
      typeof location === 'string' ? location : 'entity',
      JSON.stringify(entity ?? null),
      createKinds(context.addedKinds),
    );
    if (document?.valid === true) return reply.code(200).send();
    const errors = (document?.problems ?? []).map(({ message }) => ({ name: 'ValidationError', message }));
    return reply.code(400).send({ errors });
  });

  for (const { method, url } of writing) {
    scope.route({
      method,
      url,
      handler: (request, reply) =>
        reply
          .code(403)
          .send(apiError(403, 'This API only reads: register places with the bot, or in callboard.yaml.', request)),
    });
  }
}

/** What Backstage's API writes with. */
const writing = [
  { method: 'POST', url: '/locations' },
  { method: 'PUT', url: '/locations/:id' },
  { method: 'DELETE', url: '/locations/:id' },
  { method: 'DELETE', url: '/entities/by-uid/:uid' },
  { method: 'POST', url: '/analyze-location' },
] as const;

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}
