import { Readable } from 'node:stream';
import type { HttpScope } from '#callboard/core/http/http-server.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { CatalogStore } from '../catalog-store.ts';
import type { DirectoryInMemory } from '../directory-in-memory.ts';
import type { DirectoryEntry } from '../directory.ts';
import { formatEntityRef, parseEntityRef } from '../entity-ref.ts';
import type { KindRules } from '../kind-rules.ts';
import { createKinds } from '../kinds.ts';
import { validateText } from '../validate-text.ts';
import { apiError, InputProblem } from './api-error.ts';
import { parentsOf, servedLocation } from './describe-location.ts';
import { mayRead } from './may-read.ts';
import { findEntities, pageEntities, type EntityQuery } from './page-entities.ts';
import {
  countOf,
  listOf,
  type Parameters,
  readBody,
  readOrders,
  readPageBody,
  readPageParameters,
  type ReadPageRequest,
  textsAt,
  valuesOf,
} from './read-request.ts';
import { createSelection } from './select-entities.ts';
import { selectFields } from './select-fields.ts';
import { servedEntity, servedValues, uidOf } from './served-entity.ts';

export interface ServeCatalogContext {
  readonly directory: DirectoryInMemory;
  /** The kinds that plugins add. */
  readonly addedKinds: readonly KindRules[];
  readonly sources: CatalogStore['sources'];
  /** Has the source of an entity synced soon. */
  readonly refresh: (entry: DirectoryEntry) => Promise<void>;
  /** Who may read; without any, this machine alone. */
  readonly tokens: readonly string[];
}

interface NameRoute {
  Params: { readonly kind: string; readonly namespace: string; readonly name: string };
}

interface QueryRoute {
  Querystring: Parameters;
}

/** Entities that are made into text at once. */
const chunkSize = 500;

/** Serves the reading side of Backstage's catalog API, as `@backstage/catalog-client` asks for it. */
export async function serveCatalog(scope: HttpScope, context: ServeCatalogContext): Promise<void> {
  const { directory } = context;
  const selection = createSelection(directory);
  const served = (entry: DirectoryEntry, fields: readonly string[] = []) =>
    selectFields(servedEntity(entry, directory), fields);
  const named = ({ kind, namespace, name }: NameRoute['Params']) =>
    directory.get(formatEntityRef({ kind, namespace, name }));
  const byUid = (uid: string) =>
    selection.select({ kind: 'in', key: 'metadata.uid', values: new Set([uid.toLowerCase()]) })[0];

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

  scope.get<QueryRoute>('/entities', (request, reply) => {
    const fields = listOf(request.query, 'fields');
    const found = findEntities(
      { filter: valuesOf(request.query, 'filter'), orderFields: readOrders(request.query) },
      selection,
      directory,
    );
    const start = countOf(request.query, 'offset') ?? 0;
    const limit = countOf(request.query, 'limit');
    const entries = found.slice(start, limit === undefined ? undefined : start + limit);
    return reply.type('application/json').send(Readable.from(listText(entries, (entry) => served(entry, fields))));
  });

  const answerPage = ({ page, limit, fields, hasTotal }: ReadPageRequest) => {
    const { entries, totalItems, pageInfo } = pageEntities(page, limit, selection, directory);
    return { items: entries.map((entry) => served(entry, fields)), totalItems: hasTotal ? totalItems : 0, pageInfo };
  };
  scope.get<QueryRoute>('/entities/by-query', ({ query }) => answerPage(readPageParameters(query)));
  scope.post('/entities/by-query', ({ body }) => answerPage(readPageBody(body)));

  scope.post<QueryRoute>('/entities/by-refs', ({ body, query }) => {
    const parts = readBody(body);
    const fields = textsAt(parts, 'fields');
    const question = questionOf(query, parts['query']);
    const isWanted = question && new Set(findEntities(question, selection, directory));
    const items = textsAt(parts, 'entityRefs').map((text) => {
      const ref = parseEntityRef(text);
      const entry = ref && directory.get(formatEntityRef(ref));
      return entry && (isWanted?.has(entry) ?? true) ? served(entry, fields) : null;
    });
    return { items };
  });

  scope.get<NameRoute>('/entities/by-name/:kind/:namespace/:name', (request, reply) => {
    const entry = named(request.params);
    return entry ? served(entry) : reply.code(404).send(apiError(404, noEntity(request.params), request));
  });
  scope.get<{ Params: { readonly uid: string } }>('/entities/by-uid/:uid', (request, reply) => {
    const entry = byUid(request.params.uid);
    const message = `There is no entity with uid ${request.params.uid}.`;
    return entry ? served(entry) : reply.code(404).send(apiError(404, message, request));
  });
  scope.get<NameRoute>('/entities/by-name/:kind/:namespace/:name/ancestry', (request, reply) => {
    const entry = named(request.params);
    if (!entry) return reply.code(404).send(apiError(404, noEntity(request.params), request));
    const refs = new Set([entry.ref]);
    const items = [];
    for (const ref of refs) {
      const ancestor = directory.get(ref);
      if (!ancestor) continue;
      const parentEntityRefs = parentsOf(ancestor, directory);
      for (const parent of parentEntityRefs) refs.add(parent);
      items.push({ entity: served(ancestor), parentEntityRefs });
    }
    return { rootEntityRef: entry.ref, items };
  });

  const facets = (names: readonly string[], question: EntityQuery | undefined) => {
    if (names.length === 0) throw new InputProblem('Name at least one facet.');
    const entries = question ? findEntities(question, selection, directory) : selection.all();
    return { facets: Object.fromEntries(names.map((name) => [name, countValues(entries, name, directory)])) };
  };
  scope.get<QueryRoute>('/entity-facets', ({ query }) =>
    facets(valuesOf(query, 'facet'), questionOf(query, undefined)),
  );
  scope.post('/entity-facets', ({ body }) => {
    const parts = readBody(body);
    return facets(textsAt(parts, 'facets'), questionOf({}, parts['query']));
  });

  const locations = async () => (await context.sources()).map(servedLocation);
  scope.get('/locations', async () => (await locations()).map((data) => ({ data })));
  scope.post('/locations/by-query', async ({ body }) => {
    const { query } = readBody(body);
    if (query !== undefined) throw new InputProblem('Locations are listed whole here: leave the query out.');
    const items = await locations();
    return { items, totalItems: items.length, pageInfo: {} };
  });
  scope.get<{ Params: { readonly id: string } }>('/locations/:id', async (request, reply) => {
    const location = (await locations()).find(({ id }) => id === request.params.id);
    const message = `There is no location with id ${request.params.id}.`;
    return location ?? reply.code(404).send(apiError(404, message, request));
  });
  scope.get<NameRoute>('/locations/by-entity/:kind/:namespace/:name', async (request, reply) => {
    const sourceId = named(request.params)?.origin.sourceId;
    const location = sourceId && (await locations()).find(({ id }) => id === uidOf(sourceId));
    return location || reply.code(404).send(apiError(404, noEntity(request.params), request));
  });

  scope.post('/refresh', async (request, reply) => {
    const { entityRef } = readBody(request.body);
    const ref = typeof entityRef === 'string' ? parseEntityRef(entityRef) : undefined;
    const entry = ref && directory.get(formatEntityRef(ref));
    if (!entry) return reply.code(404).send(apiError(404, `There is no entity ${JSON.stringify(entityRef)}.`, request));
    await context.refresh(entry);
    return reply.code(200).send();
  });
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

const noEntity = ({ kind, namespace, name }: NameRoute['Params']): string =>
  `There is no entity ${kind}:${namespace}/${name}.`;

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}

/** What is asked for by `filter` parameters or by a query; undefined where neither narrows. */
function questionOf(parameters: Parameters, query: Json | undefined): EntityQuery | undefined {
  const filter = valuesOf(parameters, 'filter');
  if (filter.length === 0 && query === undefined) return undefined;
  return { orderFields: [], ...(filter.length > 0 && { filter }), ...(query !== undefined && { query }) };
}

function countValues(entries: readonly DirectoryEntry[], name: string, directory: DirectoryInMemory) {
  const key = name.toLowerCase();
  const counts = new Map<string, number>();
  for (const entry of entries) {
    for (const value of new Set(servedValues(entry, key, directory).map(String))) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts].map(([value, count]) => ({ value, count }));
}

/** A JSON list in pieces: of a whole catalog no single text is made. */
function* listText(entries: readonly DirectoryEntry[], toValue: (entry: DirectoryEntry) => Json): Generator<string> {
  yield '[';
  for (let start = 0; start < entries.length; start += chunkSize) {
    const texts = entries.slice(start, start + chunkSize).map((entry) => JSON.stringify(toValue(entry)));
    yield `${start === 0 ? '' : ','}${texts.join(',')}`;
  }
  yield ']';
}
