import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CatalogClient } from '@backstage/catalog-client';
import { describe, expect, test } from 'vitest';
import { mayRead } from '#callboard/catalog/rest-api/may-read.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { buildEntity, type EntityParts, toYaml } from '../entity-builder.ts';
import { setUpCatalog, temporaryFolder, writeFiles } from '../start-catalog.ts';

const many = Array.from({ length: 45 }, (_, index): EntityParts => ({
  name: `service-${String(index).padStart(2, '0')}`,
  metadata: { tags: index % 2 ? ['odd'] : ['even'], title: `Service ${99 - index}` },
  spec: { owner: index < 5 ? 'team-a' : 'user:ada', type: index % 3 ? 'service' : 'website' },
}));

const company: readonly EntityParts[] = [
  { kind: 'Group', name: 'team-a', spec: { profile: { displayName: 'The A Team' }, members: ['ada'] } },
  { kind: 'User', name: 'ada' },
  { kind: 'System', name: 'money', metadata: { namespace: 'pay' } },
  {
    name: 'Payments',
    metadata: {
      description: 'Charges cards',
      annotations: { 'example.com/Some.key': 'A value' },
      labels: { tier: '1' },
    },
    spec: { system: 'pay/money', providesApis: ['payments-api'], dependsOn: ['resource:db'] },
  },
  { kind: 'API', name: 'payments-api' },
  ...many,
];

const location = toYaml(buildEntity({ kind: 'Location', name: 'root', spec: { targets: ['./all.yaml'] } }));

async function startApi(configuration: { readonly [key: string]: Json } = {}) {
  const folder = temporaryFolder();
  writeFiles(folder, {
    'root.yaml': location,
    'all.yaml': company.map((parts) => toYaml(buildEntity(parts))).join('---\n'),
  });
  const { service, core } = await setUpCatalog(folder, configuration);
  await service.ingest(['root.yaml'], folder);
  await core.start();
  const port = await core.http.listen('127.0.0.1', 0);
  const url = `http://127.0.0.1:${port}/api/catalog`;
  const client = new CatalogClient({ discoveryApi: { getBaseUrl: async () => url } });
  return { client, url, folder, service };
}

/** The list that an answer is. */
async function readItems(response: Response): Promise<readonly unknown[]> {
  const items: unknown = await response.json();
  return Array.isArray(items) ? items : [];
}

const namesOf = (items: readonly ({ readonly metadata: { readonly name: string } } | undefined)[]) =>
  items.map((item) => item?.metadata.name);

describe('Backstage\u2019s own client', () => {
  test('gets an entity by its ref in Backstage\u2019s shape, and nothing for one that is not there', async () => {
    const { client, folder } = await startApi();
    const entity = await client.getEntityByRef('component:default/payments');
    expect(entity).toMatchObject({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'Payments',
        namespace: 'default',
        uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        etag: expect.stringMatching(/./),
        annotations: {
          'backstage.io/managed-by-location': `file:${folder}/all.yaml`,
          'backstage.io/managed-by-origin-location': `file:${folder}/root.yaml`,
          'example.com/Some.key': 'A value',
        },
      },
      relations: [
        { type: 'dependsOn', targetRef: 'resource:default/db' },
        { type: 'ownedBy', targetRef: 'group:default/team-a' },
        { type: 'partOf', targetRef: 'system:pay/money' },
        { type: 'providesApi', targetRef: 'api:default/payments-api' },
      ],
    });
    expect(await client.getEntityByRef('component:default/nothing')).toBeUndefined();
    expect(await client.getEntityByName({ kind: 'Group', namespace: 'default', name: 'TEAM-A' })).toMatchObject({
      relations: expect.arrayContaining([{ type: 'hasMember', targetRef: 'user:default/ada' }]),
    });
  });

  test('gets all entities, in order, cut and with chosen fields', async () => {
    const { client } = await startApi();
    expect((await client.getEntities()).items).toHaveLength(51);
    const { items } = await client.getEntities({
      filter: { kind: 'component', 'spec.type': 'website' },
      fields: ['metadata.name', 'spec.type'],
      order: { field: 'metadata.name', order: 'desc' },
      offset: 1,
      limit: 2,
    });
    expect(items).toEqual([
      { metadata: { name: 'service-39' }, spec: { type: 'website' } },
      { metadata: { name: 'service-36' }, spec: { type: 'website' } },
    ]);
  });

  test.each([
    [{ kind: ['Group', 'User'] }, ['team-a', 'ada']],
    [
      [{ kind: 'group' }, { 'metadata.name': 'ada' }],
      ['team-a', 'ada'],
    ],
    [{ 'metadata.namespace': 'pay' }, ['money']],
    [{ 'metadata.annotations.example.com/some.key': 'a VALUE' }, ['Payments']],
    [{ 'metadata.labels.tier': '1' }, ['Payments']],
    [{ 'relations.ownedBy': 'group:default/team-a', kind: 'api' }, ['payments-api']],
    [{ 'relations.apiProvidedBy': 'component:default/payments' }, ['payments-api']],
    [{ 'metadata.tags.odd': 'true', 'metadata.name': ['service-01', 'service-02'] }, ['service-01']],
    [{ 'metadata.tags': 'odd', 'spec.owner': 'team-a' }, ['service-01', 'service-03']],
    [{ 'metadata.name': 'nothing' }, []],
  ])('filters by %j', async (filter, names) => {
    const { client } = await startApi();
    expect(namesOf((await client.getEntities({ filter })).items)).toEqual(names);
  });

  test('filters by what exists', async () => {
    const { CATALOG_FILTER_EXISTS } = await import('@backstage/catalog-client');
    const { client } = await startApi();
    const { items } = await client.getEntities({
      filter: { 'metadata.annotations.example.com/Some.key': CATALOG_FILTER_EXISTS },
    });
    expect(namesOf(items)).toEqual(['Payments']);
  });

  test('gets entities by refs in their order, with gaps, narrowed by filter or query', async () => {
    const { client } = await startApi();
    const entityRefs = ['user:default/ada', 'component:default/none', 'group:team-a', 'not a ref'];
    expect(namesOf((await client.getEntitiesByRefs({ entityRefs, fields: ['metadata.name'] })).items)).toEqual([
      'ada',
      undefined,
      'team-a',
      undefined,
    ]);
    const users = { entityRefs, filter: { kind: 'User' } };
    expect(namesOf((await client.getEntitiesByRefs(users)).items)).toEqual(['ada', undefined, undefined, undefined]);
    const groups = { entityRefs, query: { kind: 'Group' } };
    expect(namesOf((await client.getEntitiesByRefs(groups)).items)).toEqual([
      undefined,
      undefined,
      'team-a',
      undefined,
    ]);
  });

  test('goes through pages and back, with totals', async () => {
    const { client } = await startApi();
    const request = {
      filter: { kind: 'component', 'spec.type': 'service' },
      orderFields: { field: 'metadata.title', order: 'asc' as const },
      limit: 12,
    };
    const first = await client.queryEntities({ ...request, fields: ['metadata.name', 'metadata.title'] });
    expect(first.totalItems).toBe(31);
    expect(first.pageInfo.prevCursor).toBeUndefined();
    expect(first.items[0]).toEqual({ metadata: { name: 'service-44', title: 'Service 55' } });
    const second = await client.queryEntities({ cursor: first.pageInfo.nextCursor ?? '', limit: 12 });
    const third = await client.queryEntities({ cursor: second.pageInfo.nextCursor ?? '', limit: 12 });
    expect([second.items.length, third.items.length]).toEqual([12, 7]);
    expect(third.pageInfo.nextCursor).toBeUndefined();
    expect(third.items.at(-1)?.metadata.name).toBe('Payments');
    const back = await client.queryEntities({ cursor: third.pageInfo.prevCursor ?? '', limit: 12 });
    expect(namesOf(back.items)).toEqual(namesOf(second.items));
    expect(new Set([...first.items, ...second.items, ...third.items].map(({ metadata }) => metadata.name)).size).toBe(
      31,
    );
  });

  test('finds text, case or not, in the fields that it names', async () => {
    const { client } = await startApi();
    const find = async (term: string, fields?: string[]) =>
      namesOf((await client.queryEntities({ fullTextFilter: { term, ...(fields && { fields }) } })).items);
    expect(await find('PAYM')).toEqual(['payments-api', 'Payments']);
    expect(await find('a team')).toEqual(['team-a']);
    expect(await find('cards', ['metadata.description'])).toEqual(['Payments']);
    expect(await find('cards')).toEqual([]);
    const byOrder = {
      fullTextFilter: { term: 'cards' },
      orderFields: { field: 'metadata.description', order: 'asc' },
    } as const;
    expect(namesOf((await client.queryEntities(byOrder)).items)).toEqual(['Payments']);
  });

  test.each([
    [
      {
        kind: 'Component',
        'metadata.name': { $hasPrefix: 'service-0' },
        $not: { 'metadata.tags': { $contains: 'even' } },
      },
      5,
    ],
    [{ $any: [{ kind: 'User' }, { 'metadata.annotations.example.com/Some.key': { $exists: true } }] }, 2],
    [{ $all: [{ kind: 'component' }, { 'spec.type': { $in: ['website', 'nothing'] } }] }, 15],
    [{ relations: { $contains: { type: 'memberOf', targetRef: 'group:default/team-a' } } }, 1],
    [{ 'metadata.title': { $exists: false } }, 6],
  ])('queries by the predicate %j, over pages', async (query, total) => {
    const { client } = await startApi();
    const first = await client.queryEntities({ query, limit: 4 });
    expect(first.totalItems).toBe(total);
    if (total > 4) {
      const next = await client.queryEntities({ cursor: first.pageInfo.nextCursor ?? '', limit: 100 });
      expect(next.items).toHaveLength(total - 4);
    }
  });

  test('goes through all entities by the address of the next part', async () => {
    const { url } = await startApi();
    const found: unknown[] = [];
    let next: string | undefined = '/api/catalog/entities?filter=kind=component&limit=20&fields=metadata.name';
    while (next !== undefined) {
      const response: Response = await fetch(new URL(next, url));
      found.push(...(await readItems(response)));
      next = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1];
    }
    expect(found).toHaveLength(46);
    expect(new Set(found.map((item) => JSON.stringify(item))).size).toBe(46);
  });

  test('goes on where the client was told to', async () => {
    const { client } = await startApi();
    const after = btoa(JSON.stringify({ limit: 2, offset: 44 }));
    const { items } = await client.getEntities({ filter: { kind: 'component' }, after });
    expect(namesOf(items)).toEqual(['service-43', 'service-44']);
  });

  test('is not narrowed by a filter that says nothing', async () => {
    const { url } = await startApi();
    expect(await readItems(await fetch(`${url}/entities?filter=`))).toHaveLength(51);
    expect(await readItems(await fetch(`${url}/entities?filter=&filter=kind=user`))).toHaveLength(1);
  });

  test('streams everything', async () => {
    const { client } = await startApi();
    let count = 0;
    for await (const page of client.streamEntities({ pageSize: 10 })) count += page.length;
    expect(count).toBe(51);
  });

  test('counts facets', async () => {
    const { client } = await startApi();
    const { facets } = await client.getEntityFacets({
      facets: ['kind', 'metadata.tags'],
      filter: { 'spec.owner': 'team-a' },
    });
    expect(facets['kind']).toEqual(
      expect.arrayContaining([
        { value: 'Component', count: 6 },
        { value: 'API', count: 1 },
        { value: 'System', count: 1 },
      ]),
    );
    expect(facets['metadata.tags']).toEqual([
      { value: 'even', count: 3 },
      { value: 'odd', count: 2 },
    ]);
    expect((await client.getEntityFacets({ facets: ['kind'], query: { kind: 'User' } })).facets['kind']).toEqual([
      { value: 'User', count: 1 },
    ]);
  });

  test('gets ancestors and locations', async () => {
    const { client, folder } = await startApi();
    const { rootEntityRef, items } = await client.getEntityAncestors({ entityRef: 'component:default/payments' });
    expect(rootEntityRef).toBe('component:default/payments');
    expect(items.map(({ entity, parentEntityRefs }) => [entity.metadata.name, parentEntityRefs])).toEqual([
      ['Payments', ['location:default/root']],
      ['root', []],
    ]);
    const [one] = (await client.getLocations()).items;
    const entityRef = expect.stringMatching(/^location:default\/generated-[0-9a-f]{40}$/);
    expect(one).toMatchObject({ type: 'file', target: `${folder}/root.yaml`, entityRef });
    expect(await client.getLocationById(one?.id ?? '')).toEqual(one);
    expect(await client.getLocationById('nothing')).toBeUndefined();
    expect(await client.getLocationByRef(`file:${folder}/root.yaml`)).toEqual(one);
    expect(await client.getLocationByEntity('user:default/ada')).toEqual(one);
    expect((await client.queryLocations()).items).toEqual([one]);
  });

  test('goes through locations page by page, also narrowed', async () => {
    const { client, folder, service } = await startApi();
    writeFiles(folder, { 'a.yaml': toYaml(buildEntity({ name: 'x' })), 'b.yaml': toYaml(buildEntity({ name: 'y' })) });
    await service.ingest(['a.yaml', 'b.yaml'], folder);
    const pages: string[][] = [];
    for await (const page of client.streamLocations({ limit: 2 })) pages.push(page.map(({ target }) => target));
    expect(pages.map(({ length }) => length)).toEqual([2, 1]);
    expect(pages.flat().toSorted()).toEqual(['a', 'b', 'root'].map((name) => `${folder}/${name}.yaml`));
    const query = { type: 'FILE', $not: { target: { $hasPrefix: `${folder}/ROOT` } } };
    const narrowed = await client.queryLocations({ query, limit: 1 });
    expect(narrowed).toMatchObject({ totalItems: 2, items: [{ type: 'file' }] });
    const { items } = await client.queryLocations({ cursor: narrowed.pageInfo.nextCursor ?? '' });
    expect(items).toHaveLength(1);
  });

  test('is told of what stands although its file is gone', async () => {
    const { client, folder, service } = await startApi();
    rmSync(join(folder, 'all.yaml'));
    await service.ingest(['root.yaml'], folder);
    const orphans = await client.getEntities({ filter: { 'metadata.annotations.backstage.io/orphan': 'true' } });
    expect(orphans.items).toHaveLength(50);
    expect(orphans.items[0]?.metadata.annotations).toMatchObject({ 'backstage.io/orphan': 'true' });
  });

  test('gets no address that runs a script', async () => {
    const { client, folder, service } = await startApi();
    const annotations = {
      'backstage.io/view-url': ' java\tscript:alert(1)',
      'backstage.io/edit-url': 'https://a.example',
    };
    writeFiles(folder, { 'all.yaml': toYaml(buildEntity({ name: 'fresh', metadata: { annotations } })) });
    await service.ingest(['root.yaml'], folder);
    const served = (await client.getEntityByRef('component:default/fresh'))?.metadata.annotations;
    expect(served).toMatchObject({ 'backstage.io/edit-url': 'https://a.example' });
    expect(served).not.toHaveProperty(['backstage.io/view-url']);
  });

  test('has an entity refreshed, and one that is not there is not found', async () => {
    const { client } = await startApi();
    await client.refreshEntity('component:default/payments');
    const [location] = (await client.getLocations()).items;
    await client.refreshEntity(location?.entityRef ?? '');
    await expect(client.refreshEntity('component:default/none')).rejects.toThrow('404');
  });

  test('validates an entity', async () => {
    const { client } = await startApi();
    const good = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'a' },
      spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
    };
    expect(await client.validateEntity(good, 'url:https://example.com/a.yaml')).toEqual({ valid: true });
    const { spec: _spec, ...bad } = good;
    expect(await client.validateEntity(bad, 'url:https://example.com/a.yaml')).toMatchObject({
      valid: false,
      errors: [{ name: 'ValidationError', message: expect.stringContaining('spec is missing') }],
    });
  });

  test('is told that nothing is written here', async () => {
    const { client } = await startApi();
    await expect(client.addLocation({ target: 'https://example.com/a.yaml' })).rejects.toThrow('403');
    await expect(client.removeEntityByUid('x')).rejects.toThrow('403');
    await expect(client.removeLocationById('x')).rejects.toThrow('403');
  });
});

describe('a request', () => {
  test.each([
    ['entities?filter=%3Dx', 'has no key'],
    ['entities?limit=0', 'limit is 0: ask for one entity at least'],
    ['entities?after=nonsense', 'The cursor is not one that this API gave'],
    ['entities?fields=metadata.tags%5B0%5D', 'is an item of a list: name the list'],
    ['entities/by-query?totalItems=some', 'totalItems is "some": it must be include or exclude'],
    [`entities?filter=${Array.from({ length: 51 }, (_, index) => `spec.a${index}`).join()}`, '51 fields: ask for 50'],
    ['entities?limit=-1', 'limit is "-1": it must be a whole number'],
    ['entities?order=up:metadata.name', 'An order is a field and asc or desc'],
    ['entities/by-query?cursor=bm9uc2Vuc2U%3D', 'The cursor is not one that this API gave'],
    ['entities/by-query?cursor=e30%3D', 'The cursor is not one that this API gave'],
    ['entity-facets', 'Name at least one facet'],
  ])('for %s is refused with why', async (path, message) => {
    const { url } = await startApi();
    const response = await fetch(`${url}/${path}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { name: 'InputError', message: expect.stringContaining(message) },
      request: { method: 'GET' },
      response: { statusCode: 400 },
    });
  });

  test.each([
    ['entities/by-query', { query: { $or: [] } }, '$or is not known here'],
    ['entities/by-query', { query: { kind: { $regex: 'x' } } }, '$regex on kind is not known here'],
    ['entities/by-query', { query: { kind: null } }, 'kind can be compared with a text'],
    ['locations/by-query', { limit: 0 }, 'limit is 0: ask for one location at least'],
    ['locations/by-query', { query: { owner: 'x' } }, 'owner is no field of a location'],
    ['locations/by-query', { cursor: 'x' }, 'The cursor is not one that this API gave'],
    ['entities/by-refs', { entityRefs: 'x' }, 'entityRefs must be a list of texts'],
    ['entities/by-refs', [], 'The body must be a JSON object'],
  ])('to %s with %j is refused with why', async (path, body, message) => {
    const { url } = await startApi();
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(message)]);
  });

  test('without tokens is answered from this machine alone, and not through a proxy', async () => {
    const { url } = await startApi();
    expect((await fetch(`${url}/locations`)).status).toBe(200);
    const response = await fetch(`${url}/locations`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('catalog.api.tokens') } });
  });

  test.each([
    [{ host: 'localhost:3000' }, '127.0.0.1', 'granted'],
    [{ host: '[::1]:3000' }, '::1', 'granted'],
    [{ host: 'rebound.example:3000' }, '127.0.0.1', 403],
    [{}, '127.0.0.1', 403],
    [{ host: 'localhost' }, '203.0.113.9', 403],
    [{ host: 'localhost' }, undefined, 403],
  ])('without tokens with %j from %s is %s', (headers, address, expected) => {
    const access = mayRead(headers, address, []);
    expect(access === 'granted' ? access : access.status).toBe(expected);
  });

  test('with tokens is answered to whoever bears one', async () => {
    const token = 'one token of the two there are';
    const { url, client } = await startApi({ api: { tokens: ['another one, as long as it is', token] } });
    expect((await fetch(`${url}/entities`)).status).toBe(401);
    const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.9' };
    expect((await fetch(`${url}/entities`, { headers })).status).toBe(200);
    expect((await fetch(`${url}/entities`, { headers: { authorization: `Bearer ${token}x` } })).status).toBe(401);
    expect(await client.getEntityByRef('user:default/ada', { token })).toBeDefined();
    await expect(client.getEntities({}, { token: 'a wrong one, but just as long' })).rejects.toThrow('401');
  });

  test('for a path that is not there is told so in the same shape', async () => {
    const { url } = await startApi();
    expect(await (await fetch(`${url}/nothing`)).json()).toMatchObject({ error: { name: 'NotFoundError' } });
  });

  test('is answered from the catalog as it is, also after it changed', async () => {
    const { client, folder, service } = await startApi();
    const request = { filter: { 'metadata.name': 'fresh' } };
    expect((await client.getEntities(request)).items).toEqual([]);
    writeFiles(folder, { 'all.yaml': toYaml(buildEntity({ name: 'fresh' })) });
    await service.ingest(['root.yaml'], folder);
    expect(namesOf((await client.getEntities(request)).items)).toEqual(['fresh']);
    expect((await client.getEntities()).items).toHaveLength(2);
  });
});
