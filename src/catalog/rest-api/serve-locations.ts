import type { HttpScope } from '#callboard/core/http/http-server.ts';
import type { CatalogStore } from '../catalog-store.ts';
import type { DirectoryInMemory } from '../directory-in-memory.ts';
import { formatEntityRef, parseEntityRef } from '../entity-ref.ts';
import { apiError } from './api-error.ts';
import { servedLocation } from './describe-location.ts';
import { pageLocations } from './page-locations.ts';
import { readBody } from './read-request.ts';
import { type NameRoute, noEntity } from './routes.ts';

export interface LocationsContext {
  readonly directory: DirectoryInMemory;
  readonly sources: CatalogStore['sources'];
  /** Has a source synced soon. */
  readonly refresh: (sourceId: string) => Promise<void>;
}

/** Serves what Backstage's catalog API tells of locations, which are sources here, and has them read anew. */
export function serveLocations(scope: HttpScope, { directory, sources, refresh }: LocationsContext): void {
  const locations = async () => (await sources()).map(servedLocation);
  const entityOf = (ref: string) => {
    const parsed = parseEntityRef(ref);
    return parsed && directory.get(formatEntityRef(parsed));
  };

  scope.get('/locations', async () => (await locations()).map((data) => ({ data })));
  scope.post('/locations/by-query', async ({ body }) => pageLocations(readBody(body), await locations()));
  scope.get<{ Params: { readonly id: string } }>('/locations/:id', async (request, reply) => {
    const { id } = request.params;
    const location = (await locations()).find((one) => one.id === id);
    return location ?? reply.code(404).send(apiError(404, `There is no location with id ${id}.`, request));
  });
  scope.get<NameRoute>('/locations/by-entity/:kind/:namespace/:name', async (request, reply) => {
    const sourceId = directory.get(formatEntityRef(request.params))?.origin.sourceId;
    const source = (await sources()).find(({ id }) => id === sourceId);
    return source ? servedLocation(source) : reply.code(404).send(apiError(404, noEntity(request.params), request));
  });

  scope.post('/refresh', async (request, reply) => {
    const { entityRef } = readBody(request.body);
    const ref = typeof entityRef === 'string' ? entityRef.toLowerCase() : '';
    const sourceId =
      entityOf(ref)?.origin.sourceId ?? (await sources()).find((one) => servedLocation(one).entityRef === ref)?.id;
    if (sourceId === undefined) {
      return reply.code(404).send(apiError(404, `There is no entity ${JSON.stringify(entityRef)}.`, request));
    }
    await refresh(sourceId);
    return reply.code(200).send();
  });
}
