import { expect, test } from 'vitest';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import { createCatalogLinks } from '#callboard/catalog/catalog-links.ts';
import { buildDirectory } from './entity-builder.ts';

const directory = buildDirectory([
  {
    name: 'payments',
    metadata: { annotations: { 'github.com/project-slug': 'acme/payments' }, description: 'Takes money' },
  },
  { name: 'payments', kind: 'API', metadata: { annotations: { 'github.com/project-slug': 'acme/payments' } } },
  { name: 'team-a', kind: 'Group', metadata: { title: 'Team A' } },
]);
const links = createCatalogLinks(
  {
    directory,
    accountsOf: async () => ({}),
    ownerNotes: [async () => [{ label: 'On call', value: 'Ada' }]],
    entityNotes: [],
  },
  'https://backstage.example.com/catalog',
);

test.each([
  'https://github.com/acme/payments',
  'https://github.com/acme/payments/',
  'https://backstage.example.com/catalog/default/component/payments',
  'https://backstage.example.com/catalog/default/Component/payments/docs?x=1',
])('%s leads to what people ask about most there', async (url) => {
  const linked = await links.at(url);
  expect(linked).toMatchObject({ id: 'component:default/payments', name: 'payments', kind: 'Component' });
  const text = linked && toPlainText(linked.card);
  for (const part of ['Takes money', 'Owner: Team A', 'On call: Ada']) expect(text).toContain(part);
});

test.each([
  'https://github.com/acme/payments/pull/12',
  'https://github.com/acme/other',
  'https://backstage.example.com/catalog/default/component/gone',
  'https://backstage.example.com/catalog/default',
  'payments',
])('%s is told nothing of', async (url) => {
  expect(await links.at(url)).toBeUndefined();
});

test('what is linked is told by its id with all there is to know, and not once it is gone', async () => {
  const linked = await links.byId('component:default/payments');
  expect(linked && toPlainText(linked.card)).toContain('Kind: Component');
  expect(await links.byId('component:default/gone')).toBeUndefined();
});
