import { expect, test } from 'vitest';
import { createEntityLookup, createOwnerLookup } from '#callboard/catalog/lookups.ts';
import { buildDirectory } from './entity-builder.ts';

const directory = buildDirectory([
  { name: 'payments', metadata: { title: 'Payments' }, spec: { type: 'service' } },
  { name: 'shop', metadata: { annotations: { 'github.com/project-slug': 'acme/shop' } }, spec: { type: 'website' } },
  { kind: 'API', name: 'payments-api' },
  { kind: 'Group', name: 'team-a', spec: { profile: { displayName: 'Team A' } } },
  { kind: 'User', name: 'ada' },
]);
const asker = { surface: 'terminal', personId: 'ada' };
const entities = createEntityLookup(directory);
const found = async (query: string, filter: string, limit = 10) =>
  (await entities(query, filter, asker, limit)).map(({ value }) => value);

test('an option is named by title, and has the ref as value and detail', async () => {
  const ref = 'component:default/payments';
  expect(await entities('paymnts', 'component', asker, 1)).toEqual([{ label: 'Payments', value: ref, detail: ref }]);
});

test('without a filter everything is offered, up to the limit', async () => {
  expect(await found('', '')).toHaveLength(5);
  expect(await found('', '', 2)).toHaveLength(2);
});

test.each([
  ['api', ['api:default/payments-api']],
  ['API, user', ['api:default/payments-api', 'user:default/ada']],
  ['{"kind": "Component"}', ['component:default/payments', 'component:default/shop']],
  [
    '{"kinds": ["component", "api"]}',
    ['component:default/payments', 'component:default/shop', 'api:default/payments-api'],
  ],
  ['{"kind": "Component", "spec.type": "website"}', ['component:default/shop']],
  ['{"kind": ["Component"], "spec.type": ["service", "library"]}', ['component:default/payments']],
  ['[{"kind": "User"}, {"kind": "Component", "spec.type": "website"}]', ['user:default/ada', 'component:default/shop']],
  ['{"metadata.annotations.github.com/project-slug": {"exists": true}}', ['component:default/shop']],
  [
    '{"kind": "Component", "metadata.annotations.github.com/project-slug": {"exists": false}}',
    ['component:default/payments'],
  ],
])('the filter %s is kept to', async (filter, refs) => {
  expect((await found('', filter)).toSorted()).toEqual(refs.toSorted());
});

test('owners are groups and users', async () => {
  const owners = await createOwnerLookup(directory)('', '', asker, 10);
  expect(owners.map(({ value }) => value).toSorted()).toEqual(['group:default/team-a', 'user:default/ada']);
});
