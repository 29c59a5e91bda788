import { expect, test } from 'vitest';
import type { KindRules } from '#callboard/catalog/kind-rules.ts';
import { createFileReader } from '#callboard/catalog/file-reader.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { buildEntity, toYaml } from './entity-builder.ts';
import { setUpCatalog, temporaryFolder, writeFiles } from './start-catalog.ts';

const spaceship: KindRules = {
  kind: 'Spaceship',
  apiVersions: ['ships.example/v1'],
  spec: {
    type: 'object',
    required: ['owner', 'crew'],
    properties: { owner: { type: 'string' }, crew: { type: 'integer' } },
  },
  advice: { 'spec.crew': 'say how many fly in it' },
};

const shipyard: Plugin = {
  id: 'shipyard',
  kind: 'standalone',
  setup: ({ extend }) => extend('catalog').addKind(spaceship),
};

const ship = (spec: object) =>
  JSON.stringify({ apiVersion: 'ships.example/v1', kind: 'Spaceship', metadata: { name: 'apollo' }, spec });

async function ingest(text: string, plugin?: Plugin) {
  const folder = temporaryFolder();
  writeFiles(folder, { 'catalog.yaml': `${toYaml(buildEntity({ kind: 'Group', name: 'crew' }))}---\n${text}` });
  const host = plugin && { plugin, configuration: {} };
  const { service } = await setUpCatalog(folder, {}, undefined, undefined, host);
  const report = await service.ingest(['catalog.yaml'], folder);
  return { report, directory: service.directory };
}

test('a kind that a plugin adds is taken in, with its owner', async () => {
  const { report, directory } = await ingest(ship({ owner: 'crew', crew: 3 }), shipyard);
  expect(report).toMatchObject({ added: 2, problems: [] });
  expect(directory.related('group:default/crew', 'ownerOf')).toEqual(['spaceship:default/apollo']);
});

test('a kind that a plugin adds is checked by its schema, and told with its advice', async () => {
  const { report } = await ingest(ship({ owner: 'crew' }), shipyard);
  expect(report.problems).toMatchObject([
    { path: 'spec.crew', message: 'spec.crew is missing: say how many fly in it' },
  ]);
});

test('the same kind is kept out where no plugin adds it', async () => {
  const { report } = await ingest(ship({ owner: 'crew', crew: 3 }));
  expect(report.problems[0]?.message).toMatch(/^The kind "Spaceship" is not known here: the kinds are Component, API/);
});

test('threads that read many files know the kinds that plugins add', async () => {
  const reader = createFileReader([spaceship]);
  const include = () => Promise.reject(new Error('nothing is included'));
  const read = (index: number) =>
    reader.read({ sourceId: 's', file: `${index}.yaml` }, ship({ owner: 'crew', crew: index }), include);
  const readings = await Promise.all(Array.from({ length: 300 }, (_, index) => read(index)));
  await reader.close();
  expect(readings.map(({ reading }) => reading.problems)).toEqual(readings.map(() => []));
  expect(readings.at(-1)?.entities.get(0)?.spec?.['crew']).toBe(299);
});
