import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CatalogExtensionPoint } from '#callboard/catalog/extension-point.ts';
import { createCatalogFetch } from '#callboard/scaffolder/actions/catalog-fetch.ts';
import { createRegister } from '#callboard/scaffolder/actions/register.ts';
import { type StartedScaffolder, startScaffolder } from '../start-scaffolder.ts';
import { startWorkspace } from './run-action.ts';

const template =
  'apiVersion: callboard.dev/v1\nkind: Template\nmetadata: { name: demo }\nspec: { type: service, steps: [{ action: debug:log }] }\n';
let started: StartedScaffolder;
let catalog: CatalogExtensionPoint;
beforeAll(async () => {
  started = await startScaffolder({
    files: { 'demo/template.yaml': template },
    useCatalog: (point) => {
      catalog = point;
    },
  });
});
afterAll(() => started.stop());

describe('catalog:fetch', () => {
  const shop = { kind: 'System', metadata: { name: 'shop' } };
  test('reads one entity, or several in their order', async () => {
    const { run } = await startWorkspace();
    const action = createCatalogFetch(catalog.directory);
    expect(await run(action, { entityRef: 'System:shop' })).toMatchObject({ entity: shop });
    expect(await run(action, { entityRefs: ['group:payments', 'shop'], defaultKind: 'system' })).toMatchObject({
      entities: [{ kind: 'Group' }, shop],
    });
  });

  test('what is not there is null only where that is allowed', async () => {
    const { run } = await startWorkspace();
    const action = createCatalogFetch(catalog.directory);
    expect(await run(action, { entityRefs: ['system:none'], optional: true })).toEqual({ entities: [null] });
    expect(await run(action, { optional: true })).toEqual({});
    await expect(run(action, { entityRef: 'system:none' })).rejects.toThrow('The catalog has no system:default/none.');
    await expect(run(action, { entityRef: 'none' })).rejects.toThrow('its kind is missing');
    await expect(run(action, {})).rejects.toThrow('names no entity');
  });
});

describe('catalog:register by the page of a file', () => {
  const page = 'http://127.0.0.1:9/acme/orders/blob/main/deep/catalog-info.yaml';

  test('reads no host at a private address; where it is optional, nothing is registered and nothing fails', async () => {
    const { run } = await startWorkspace();
    const action = createRegister(catalog, () => []);
    await expect(run(action, { catalogInfoUrl: page })).rejects.toThrow('is a private address');
    expect(await run(action, { catalogInfoUrl: page, optional: true })).toEqual({
      entityRef: null,
      catalogInfoUrl: page,
    });
    await expect(run(action, { catalogInfoUrl: 'file:///etc/passwd' })).rejects.toThrow();
  });

  test('registers that file, for the run', async () => {
    const { run } = await startWorkspace();
    const asked: unknown[] = [];
    const register: CatalogExtensionPoint['register'] = async (...given) => {
      asked.push(given);
      return {
        files: 1,
        documents: 2,
        added: 2,
        changed: 0,
        removed: 0,
        orphaned: 0,
        unchanged: 0,
        problems: [],
        refs: ['system:default/shop', 'component:default/orders'],
        ms: 1,
      };
    };
    const result = await run(
      createRegister({ ...catalog, register }, () => []),
      { catalogInfoUrl: page },
    );
    expect(result).toEqual({ entityRef: 'component:default/orders', catalogInfoUrl: page });
    const target = {
      kind: 'git',
      url: 'http://127.0.0.1:9/acme/orders.git',
      branch: 'main',
      paths: ['deep/catalog-info.yaml'],
    };
    expect(asked).toEqual([[target, 'run1']]);
  });
});

describe('catalog:register tells before anything is made what keeps a file out of the catalog', () => {
  const inspect = async (kind: string, name: string): Promise<unknown> => {
    const entity = `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: { type: service, lifecycle: production, owner: payments }\n`;
    const { workspace } = await startWorkspace({ 'catalog-info.yaml': entity });
    return createRegister(catalog, () => []).inspect?.({ input: {}, workspace });
  };

  test('each place is named once', async () => {
    await expect(inspect('Component', '$x')).rejects.toThrow(
      /^Its catalog-info\.yaml could not come into the catalog: catalog-info\.yaml:3:19: metadata\.name "\$x" holds "\$": use/,
    );
  });

  test('a name that is taken is told at this file alone', async () => {
    await expect(inspect('System', 'shop')).rejects.toThrow(
      /^Its catalog-info\.yaml could not come into the catalog: catalog-info\.yaml:3:19: system:default\/shop is named in \S+ of another source already, and that one is kept: give this one another name\.$/,
    );
  });
});
