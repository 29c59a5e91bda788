import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CatalogService, createCatalog } from '#callboard/catalog/catalog-plugin.ts';
import type { CatalogExtensionPoint } from '#callboard/catalog/extension-point.ts';
import { type Core, createCore } from '#callboard/core/core.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { createSecretBox } from '#callboard/core/storage/secret-box.ts';
import { createMetrics } from '#callboard/core/telemetry/create-metrics.ts';
import { createScaffolder } from '#callboard/scaffolder/scaffolder-plugin.ts';
import { openStore, type Store } from '#callboard/store/open-store.ts';
import { createSilentLogger } from '../fixtures/silent-logger.ts';

export interface StartedCatalog {
  readonly service: CatalogService;
  readonly point: CatalogExtensionPoint;
  readonly core: Core;
  readonly store: Store;
}

/** A folder of its own for the test, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-catalog-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder: text by path. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** The catalog on a real database, set up in a core and not started. */
export async function setUpCatalog(
  folder: string,
  configuration: Json = {},
  database = join(folder, 'callboard.db'),
  waitMs?: number,
  host?: { readonly plugin: Plugin; readonly configuration: Json },
): Promise<StartedCatalog> {
  const logger = createSilentLogger();
  const now = () => new Date();
  const store = await openStore(`file:${database}`, { logger, now });
  const { plugin, service } = createCatalog({ store: store.catalog, ...(waitMs === undefined ? {} : { waitMs }) });
  let point: CatalogExtensionPoint | undefined;
  const neighbour: Plugin = {
    id: 'neighbour',
    kind: 'standalone',
    setup: (context) => {
      point = context.extend('catalog');
    },
  };
  const newId = () => randomBytes(16).toString('hex');
  const scaffolder = createScaffolder({ runs: store.runs, newId }).plugin;
  const core = createCore({
    ports: store,
    logger,
    metrics: createMetrics(),
    now,
    newId,
    secrets: createSecretBox(randomBytes(32)),
    administrators: [],
    baseUrl: 'http://localhost:3000',
    dataFolder: folder,
    configurationFolder: folder,
    notReady: async () => [],
  });
  onTestFinished(async () => {
    await core.stop();
    await store.close();
  });
  await core.setUp(
    [plugin, ...(host ? [scaffolder, host.plugin] : []), neighbour].map((each) => ({ plugin: each, isRequired: true })),
    ({ id }) => (id === 'catalog' ? configuration : id === host?.plugin.id ? host.configuration : {}),
  );
  if (!point) throw new Error('the catalog provides no extension point');
  return { service, point, core, store };
}
