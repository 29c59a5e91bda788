import { expect, test } from 'vitest';
import { linkedHosts } from '../src/workspace-of-catalog.ts';
import { buildEntity, toYaml } from './catalog/entity-builder.ts';
import { setUpCatalog, temporaryFolder, writeFiles } from './catalog/start-catalog.ts';

test('in the local workspace the bot tells of links to repositories and pages on the hosts that most things are on', async () => {
  const folder = temporaryFolder();
  const on = (name: string, metadata: object) => buildEntity({ name, metadata });
  const entities = [
    on('ledger', { annotations: { 'github.com/project-slug': 'acme/ledger' } }),
    on('orders', {
      annotations: { 'github.com/project-slug': 'acme/orders' },
      links: [{ url: 'https://grafana.example.com/d/a1' }],
    }),
  ];
  writeFiles(folder, { 'catalog.yaml': entities.map(toYaml).join('---\n') });
  const { service } = await setUpCatalog(folder);
  await service.ingest(['catalog.yaml'], folder);
  expect(linkedHosts(service.directory)).toEqual(['github.com', 'grafana.example.com']);
});
