import {
  CATALOG_FILTER_EXISTS,
  type CatalogApi,
  CatalogClient,
  type QueryEntitiesInitialRequest,
} from '@backstage/catalog-client';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredEntity } from '#callboard/catalog/catalog-store.ts';
import { createDirectory, type DirectoryInMemory } from '#callboard/catalog/directory-in-memory.ts';
import { serveCatalog } from '#callboard/catalog/rest-api/serve-catalog.ts';
import { createHttpServer } from '#callboard/core/http/http-server.ts';
import { createMetrics } from '#callboard/core/telemetry/create-metrics.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { createSilentLogger } from '../../fixtures/silent-logger.ts';
import { buildStored } from '../entity-builder.ts';

/*
 * Backstage's own stand-in for its catalog answers the same questions over the same entities. Where it differs from
 * Backstage's server (4.0), or both from what is served here:
 * - Of a filter, the stand-in forgets what comes after a list of values; the server doesn't. Lists come last here.
 * - The server leaves out what lacks the field of an order, and heeds one order field. The stand-in and this API keep
 *   what lacks it, last, and heed all of them.
 * - Without an order, the stand-in gives entities as it got them, the server by random uid, this API by ref.
 * - A text is looked for in the field of the order, else in the uid. In place of the uid this API takes the names.
 * - Without a limit, the stand-in gives all, the server 200, this API 20, as the server's documentation has it.
 * - Facets come in no order, from the server and this API by value.
 */

const names = ['a', 'b', 'ab', 'payments', 'Payments-API', 'x.y', 'team-a', 'ada'];
const kinds = ['Component', 'API', 'Group', 'User', 'System', 'Resource'];
const titles = ['Alpha', 'alpha', 'Beta two', 'null', 'long '.repeat(41)];

const entity = fc
  .record({
    kind: fc.constantFrom(...kinds),
    name: fc.constantFrom(...names),
    metadata: fc.record(
      {
        namespace: fc.constantFrom('default', 'pay'),
        title: fc.constantFrom(...titles),
        tags: fc.subarray(['java', 'go', 'a.b']),
        labels: fc.record({ 'example.com/tier': fc.constantFrom('1', '2') }),
        annotations: fc.record(
          { 'example.com/Some.key': fc.constantFrom('A value', ''), 'backstage.io/orphan': fc.constant('no') },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
    spec: fc.record(
      {
        owner: fc.constantFrom('team-a', 'user:ada', 'group:pay/team-a'),
        system: fc.constantFrom('a', 'pay/b'),
        dependsOn: fc.subarray(['component:a', 'resource:pay/b']),
        members: fc.subarray(['ada', 'a']),
        memberOf: fc.subarray(['team-a', 'b']),
        parent: fc.constantFrom('team-a', 'b'),
        count: fc.constantFrom<Json>(1, '1', 2.5, true, null),
        nested: fc.record({
          list: fc.array(fc.constantFrom<Json>('X', 'y', 3, null, { deep: 'Z' }), { maxLength: 3 }),
        }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ metadata, ...parts }) => buildStored({ ...parts, metadata }));

/** What happens to the catalog: entities are written and removed. */
const change = fc.record({
  written: fc.uniqueArray(entity, { selector: ({ ref }) => ref, maxLength: 25 }),
  removed: fc.uniqueArray(
    fc.tuple(fc.constantFrom(...kinds), fc.constantFrom(...names)).map(([kind, name]) => refOf(kind, name)),
    { maxLength: 8 },
  ),
});

const refOf = (kind: string, name: string) => `${kind}:default/${name}`.toLowerCase();

/** Keys, with values that they may have. */
const valuesOf: Readonly<Record<string, readonly string[]>> = {
  kind: ['Component', 'group', 'USER'],
  KIND: kinds,
  'metadata.name': names,
  'metadata.namespace': ['default', 'PAY'],
  'metadata.title': titles,
  'metadata.tags': ['JAVA', 'a.b', 'go'],
  'metadata.tags.java': ['true'],
  'metadata.tags.a.b': ['TRUE', 'false'],
  'metadata.labels.example.com/tier': ['1', '2'],
  'metadata.annotations.example.com/some.key': ['A VALUE', ''],
  'metadata.annotations.backstage.io/orphan': ['no', 'true'],
  'metadata.annotations.backstage.io/managed-by-location': ['file:catalog-info.yaml'],
  'metadata.uid': [],
  'metadata.etag': [],
  'metadata.annotations': [],
  relations: [],
  'relations.ownedBy': ['group:default/team-a', 'user:default/ada', 'group:pay/team-a'],
  'relations.ownerOf': ['component:default/a', 'api:default/b', 'system:pay/ab'],
  'relations.dependencyof': ['component:default/a', 'resource:default/b', 'component:pay/ab'],
  'relations.hasMember': ['user:default/ada', 'user:default/a'],
  'relations.parentOf': ['group:default/a', 'group:default/ada'],
  'relations.hasPart': ['component:default/a', 'api:pay/payments'],
  'spec.owner': ['team-a', 'USER:ada'],
  'spec.count': ['1', '2.5', 'true', 'null'],
  'spec.nested': [],
  'spec.nested.list': ['x', '3', 'null'],
  'spec.nested.list.x': ['true'],
  'spec.nested.list.deep': ['z'],
  nothing: [],
};
const key = fc.constantFrom(...Object.keys(valuesOf));
const value = fc.constantFrom(...Object.values(valuesOf).flat());
const pairs = Object.entries(valuesOf).flatMap(([of, some]) => some.map((one) => [of, one] as const));
const condition = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...pairs) }, fc.tuple(key, value));

const filterSet = fc
  .tuple(
    fc.array(fc.oneof(condition, fc.tuple(key, fc.constant(CATALOG_FILTER_EXISTS))), { maxLength: 2 }),
    fc.option(fc.tuple(condition, fc.array(value, { maxLength: 2 })), { nil: undefined }),
  )
  .map(([plain, list]) => {
    const conditions: (readonly [string, string | symbol | string[]])[] = plain;
    if (!list) return Object.fromEntries(conditions);
    const [[listed, one], others] = list;
    return Object.fromEntries([...conditions.filter(([name]) => name !== listed), [listed, [one, ...others]]]);
  })
  // What a set without conditions means, the client decides before it asks.
  .filter((set) => Object.keys(set).length > 0);
const filter = fc.oneof(filterSet, fc.array(filterSet, { minLength: 1, maxLength: 3 }));

const { json } = fc.letrec<{ json: object }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    condition.map(([of, one]) => ({ [of]: one })),
    condition.map(([of, one]) => ({ [of]: { $contains: one } })),
    fc.tuple(key, fc.boolean()).map(([of, $exists]) => ({ [of]: { $exists } })),
    fc
      .tuple(condition, fc.array(value, { maxLength: 2 }))
      .map(([[of, one], rest]) => ({ [of]: { $in: [one, ...rest] } })),
    fc.tuple(condition, fc.nat(6)).map(([[of, one], length]) => ({ [of]: { $hasPrefix: one.slice(0, length) } })),
    fc.constantFrom({ 'spec.count': 1 }, { 'spec.count': true, kind: 'API' }, { 'spec.count': { $in: [2.5] } }),
    fc.record({
      relations: fc.record({
        $contains: fc.oneof(
          fc.record({ type: fc.constantFrom('ownedBy', 'dependencyof') }),
          fc.record({ type: fc.constantFrom('ownedBy', 'HASMEMBER'), targetRef: value }),
          fc.record({ type: fc.constant('ownerOf'), targetref: fc.record({ $in: fc.array(value, { minLength: 1 }) }) }),
        ),
      }),
    }),
    fc.record({ $all: fc.array(tie('json'), { maxLength: 3 }) }),
    fc.record({ $any: fc.array(tie('json'), { maxLength: 3 }) }),
    fc.record({ $not: tie('json') }),
  ),
}));

const query = json.map((parts) => {
  const parsed: NonNullable<QueryEntitiesInitialRequest['query']> = JSON.parse(JSON.stringify(parts));
  return parsed;
});

const order = fc.record({ field: key, order: fc.constantFrom('asc' as const, 'desc' as const) });
const fields = fc.constantFrom<string[]>(
  ['kind'],
  ['metadata.name', 'spec', 'metadata.annotations.example.com/Some.key'],
  ['relations', 'metadata'],
  ['metadata', 'metadata.name', 'nothing.at.all'],
);
const term = fc.constantFrom('a', 'PAY', 'two', 'null', '1', 'x.', ' beta ', 'value');
const request: fc.Arbitrary<QueryEntitiesInitialRequest> = fc.record(
  {
    filter,
    query,
    orderFields: fc.array(order, { minLength: 1, maxLength: 2 }),
    fullTextFilter: fc.record({ term, fields: fc.array(key, { minLength: 1, maxLength: 3 }) }),
    fields,
  },
  { requiredKeys: [] },
);

type Ask = (client: CatalogApi) => Promise<unknown>;

/** Questions that both must answer alike, whatever the catalog. @param pageSize entities a page at least */
const questionOf = (pageSize: number): fc.Arbitrary<Ask> =>
  fc.oneof(
    fc.tuple(request, fc.integer({ min: pageSize, max: pageSize + 8 })).map(
      ([asked, limit]): Ask =>
        (client) =>
          allPages(client, asked, limit),
    ),
    fc
      .record(
        { filter, fields, order: fc.array(order, { minLength: 1, maxLength: 2 }), offset: fc.nat(5), limit: fc.nat(5) },
        { requiredKeys: [] },
      )
      .map(
        ({ limit, ...asked }): Ask =>
          (client) =>
            client.getEntities({ ...asked, ...(limit && { limit }) }),
      ),
    fc
      .record(
        { filter, query, facets: fc.uniqueArray(key, { minLength: 1, maxLength: 3 }) },
        { requiredKeys: ['facets'] },
      )
      .map((asked): Ask => async (client) => {
        const { facets } = await client.getEntityFacets(asked);
        return Object.fromEntries(
          Object.entries(facets).map(([facet, counts]) => [
            facet,
            counts.toSorted((a, b) => (a.value < b.value ? -1 : 1)),
          ]),
        );
      }),
    fc
      .record(
        {
          filter,
          query,
          fields,
          entityRefs: fc.array(fc.tuple(fc.constantFrom(...kinds), fc.constantFrom(...names)), { maxLength: 9 }),
        },
        { requiredKeys: ['entityRefs'] },
      )
      .map(
        ({ entityRefs, ...asked }): Ask =>
          (client) =>
            client.getEntitiesByRefs({ ...asked, entityRefs: entityRefs.map(([kind, name]) => refOf(kind, name)) }),
      ),
  );

/** Goes forth and back by cursors. */
async function allPages(client: CatalogApi, asked: QueryEntitiesInitialRequest, limit: number) {
  const rest = { limit, ...(asked.fields && { fields: asked.fields }) };
  let page = await client.queryEntities({ ...asked, limit });
  const { totalItems } = page;
  const forth = [page.items];
  for (let cursor = page.pageInfo.nextCursor; cursor !== undefined; cursor = page.pageInfo.nextCursor) {
    page = await client.queryEntities({ cursor, ...rest });
    forth.push(page.items);
  }
  const back = [page.items];
  for (let cursor = page.pageInfo.prevCursor; cursor !== undefined; cursor = page.pageInfo.prevCursor) {
    page = await client.queryEntities({ cursor, ...rest });
    back.unshift(page.items);
  }
  return { totalItems, forth, back };
}

async function startApi(directory: DirectoryInMemory) {
  const http = createHttpServer({
    logger: createSilentLogger(),
    metrics: createMetrics(),
    newId: () => 'id',
    baseUrl: 'http://127.0.0.1',
    notReady: async () => [],
  });
  const nothing = async () => undefined;
  const context = { directory, addedKinds: [], sources: async () => [], refresh: nothing, tokens: [] };
  await http.mount('/api/catalog', (scope) => serveCatalog(scope, context));
  const url = `http://127.0.0.1:${await http.listen('127.0.0.1', 0)}/api/catalog`;
  return { client: new CatalogClient({ discoveryApi: { getBaseUrl: async () => url } }), close: http.close };
}

/** More than are sorted one by one. */
const many = Array.from({ length: 700 }, (_, index) =>
  buildStored({
    kind: kinds[index % 3] ?? 'API',
    name: `n${index}`,
    metadata: { title: `${index % 50}` },
    spec: { owner: `team-${index % 8}` },
  }),
);

describe('questions to the catalog\u2019s API', () => {
  test.each([
    { which: 'few entities', standing: [], pageSize: 1, numRuns: 50 },
    { which: 'many entities', standing: many, pageSize: 250, numRuns: 10 },
  ])(
    'over $which are answered as Backstage\u2019s own stand-in does, also after some came, changed and went',
    async ({ standing, pageSize, numRuns }) => {
      const changes = fc.array(change, { minLength: 1, maxLength: 4 });
      const questions = fc.array(questionOf(pageSize), { minLength: 1, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(changes, questions, async (batches, asked) => {
          const directory = createDirectory();
          directory.apply({ revision: 1, written: standing, removed: [] });
          const { client, close } = await startApi(directory);
          try {
            for (const [index, { written, removed }] of batches.entries()) {
              directory.apply({ revision: index + 2, written, removed });
              const { items } = await client.getEntities();
              expect(items).toHaveLength(directory.size());
              const standIn = new InMemoryCatalogClient({ entities: items });
              for (const ask of asked) expect(await ask(client)).toEqual(await ask(standIn));
            }
          } finally {
            await close();
          }
        }),
        { numRuns },
      );
    },
  );

  test('about the relations of an entity follow what another one says', async () => {
    const directory = createDirectory();
    const write = (...written: StoredEntity[]) =>
      directory.apply({ revision: directory.revision() + 1, written, removed: [] });
    write(...['one', 'two'].map((name) => buildStored({ kind: 'Group', name })));
    write(buildStored({ name: 'a', spec: { owner: 'one' } }));
    const { client, close } = await startApi(directory);
    const owners = async () => {
      const { items } = await client.queryEntities({
        filter: { 'relations.ownerOf': 'component:default/a' },
        orderFields: { field: 'relations.ownerOf', order: 'desc' },
      });
      return items.map(({ metadata, relations }) => [metadata.name, relations?.length]);
    };
    expect(await owners()).toEqual([['one', 1]]);
    write(buildStored({ name: 'a', spec: { owner: 'two' } }));
    expect(await owners()).toEqual([['two', 1]]);
    await close();
  });

  test('in the order of a field stay right when that field was out of use while something changed', async () => {
    const directory = createDirectory();
    const groups = ['one', 'two'].map((name) => buildStored({ kind: 'Group', name }));
    const owned = (owner: string) => buildStored({ name: 'a', spec: { owner } });
    directory.apply({ revision: 1, written: [...many, ...groups, owned('one')], removed: [] });
    const { client, close } = await startApi(directory);
    const ask = async () => {
      const page = await client.queryEntities({ orderFields: { field: 'relations.ownerOf', order: 'asc' }, limit: 2 });
      return page.items.map(({ metadata }) => metadata.name);
    };
    expect((await ask())[0]).toBe('one');
    const others = Array.from({ length: 20 }, (_, index) => `spec.other${index}`);
    await client.getEntityFacets({ facets: others });
    directory.apply({ revision: 2, written: [owned('two')], removed: [] });
    await client.getEntityFacets({ facets: others });
    expect((await ask())[0]).toBe('two');
    await close();
  });
});
