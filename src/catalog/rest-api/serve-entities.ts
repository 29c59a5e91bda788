import type { HttpScope } from '#callboard/core/http/http-server.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { DirectoryInMemory } from '../directory-in-memory.ts';
import type { DirectoryEntry } from '../directory.ts';
import { formatEntityRef, parseEntityRef } from '../entity-ref.ts';
import { apiError, InputProblem } from './api-error.ts';
import { countFacets } from './count-facets.ts';
import { parentsOf } from './describe-location.ts';
import { createEntityTable } from './entity-table.ts';
import { predicateOf } from './entity-query.ts';
import { emptyRows, listRows } from './row-set.ts';
import { fulfils } from './predicate.ts';
import { indexedValues } from './indexed-values.ts';
import { listText } from './list-text.ts';
import { type NameRoute, noEntity, type QueryRoute } from './routes.ts';
import { findEntities, pageEntities } from './page-entities.ts';
import {
  checkFields,
  fieldsOf,
  readBody,
  readListPart,
  readOrders,
  readPageBody,
  readPageParameters,
  type ReadPageRequest,
  textsAt,
  valuesOf,
  writeAfter,
} from './read-request.ts';
import { createServedTexts } from './served-texts.ts';

const json = 'application/json; charset=utf-8';

/** Serves what Backstage's catalog API tells of entities. */
export function serveEntities(scope: HttpScope, directory: DirectoryInMemory): void {
  const table = createEntityTable(directory);
  const { textOf } = createServedTexts(directory);
  const named = ({ kind, namespace, name }: NameRoute['Params']) =>
    directory.get(formatEntityRef({ kind, namespace, name }));

  scope.get<QueryRoute>('/entities', async (request, reply) => {
    const { query } = request;
    const fields = fieldsOf(query);
    const part = readListPart(query);
    const found = await findEntities({ filter: valuesOf(query, 'filter'), orderFields: readOrders(query) }, table);
    const end = part.limit === undefined ? found.length : part.offset + part.limit;
    if (end < found.length) {
      void reply.header('link', `<${nextUrl(request.url, writeAfter({ ...part, offset: end }))}>; rel="next"`);
    }
    const entries = found.slice(part.offset, end);
    return reply.type(json).send(listText('', entries, (entry) => textOf(entry, fields), ''));
  });

  const pageText = async ({ page, limit, fields, hasTotal }: ReadPageRequest) => {
    const { entries, totalItems, pageInfo } = await pageEntities(page, limit, table);
    const rest = JSON.stringify({ totalItems: hasTotal ? totalItems : 0, pageInfo });
    return listText('{"items":', entries, (entry) => textOf(entry, fields), `,${rest.slice(1)}`);
  };
  scope.get<QueryRoute>('/entities/by-query', async ({ query }, reply) =>
    reply.type(json).send(await pageText(readPageParameters(query))),
  );
  scope.post('/entities/by-query', async ({ body }, reply) =>
    reply.type(json).send(await pageText(readPageBody(body))),
  );

  scope.post<QueryRoute>('/entities/by-refs', ({ body, query: parameters }, reply) => {
    const parts = readBody(body);
    const fields = [...checkFields(textsAt(parts, 'fields')), ...fieldsOf(parameters)];
    const { query } = parts;
    const wanted = predicateOf({ filter: valuesOf(parameters, 'filter'), ...(query !== undefined && { query }) });
    const isWanted = (entry: DirectoryEntry) => fulfils(wanted, (key) => indexedValues(entry, key, directory));
    const entries = textsAt(parts, 'entityRefs').map((text) => {
      const ref = parseEntityRef(text);
      const entry = ref && directory.get(formatEntityRef(ref));
      return entry && isWanted(entry) ? entry : undefined;
    });
    return reply.type(json).send(listText('{"items":', entries, (entry) => textOf(entry, fields), '}'));
  });

  scope.get<NameRoute>('/entities/by-name/:kind/:namespace/:name', (request, reply) => {
    const entry = named(request.params);
    if (!entry) return reply.code(404).send(apiError(404, noEntity(request.params), request));
    return reply.type(json).send(textOf(entry, []));
  });
  scope.get<{ Params: { readonly uid: string } }>('/entities/by-uid/:uid', async (request, reply) => {
    const { uid } = request.params;
    const entry = await table.ask({ keys: ['metadata.uid'], orderFields: undefined }, (view) => {
      const rows = emptyRows(view.capacity);
      view.column('metadata.uid').addHaving(uid.toLowerCase(), rows);
      return listRows(rows).map(view.entryOf)[0];
    });
    if (!entry) return reply.code(404).send(apiError(404, `There is no entity with uid ${uid}.`, request));
    return reply.type(json).send(textOf(entry, []));
  });
  scope.get<NameRoute>('/entities/by-name/:kind/:namespace/:name/ancestry', (request, reply) => {
    const entry = named(request.params);
    if (!entry) return reply.code(404).send(apiError(404, noEntity(request.params), request));
    const refs = new Set([entry.ref]);
    const items: string[] = [];
    for (const ref of refs) {
      const ancestor = directory.get(ref);
      if (!ancestor) continue;
      const parents = parentsOf(ancestor, directory);
      for (const parent of parents) refs.add(parent);
      items.push(`{"entity":${textOf(ancestor, [])},"parentEntityRefs":${JSON.stringify(parents)}}`);
    }
    return reply.type(json).send(`{"rootEntityRef":${JSON.stringify(entry.ref)},"items":[${items.join(',')}]}`);
  });

  const facets = async (names: readonly string[], filter: readonly string[], query: Json | undefined) => {
    const wanted = names.filter((name) => name !== '');
    if (wanted.length === 0) throw new InputProblem('Name at least one facet.');
    return { facets: await countFacets(wanted, { filter, ...(query !== undefined && { query }) }, table) };
  };
  scope.get<QueryRoute>('/entity-facets', ({ query }) =>
    facets(valuesOf(query, 'facet'), valuesOf(query, 'filter'), undefined),
  );
  scope.post('/entity-facets', ({ body }) => {
    const parts = readBody(body);
    return facets(textsAt(parts, 'facets'), [], parts['query']);
  });
}

/** The address of the next part of a list: that of this one, but for where it starts. */
function nextUrl(url: string, after: string): string {
  const next = new URL(url, 'http://localhost');
  next.searchParams.delete('offset');
  next.searchParams.set('after', after);
  return `${next.pathname}${next.search}`;
}
