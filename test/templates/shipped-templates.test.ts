import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import { validateText } from '#callboard/catalog/validate-text.ts';
import { runCommand } from '#callboard/command-line/run-command.ts';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { readTemplateTest } from '#callboard/scaffolder/read-template-test.ts';
import { ada, startScaffolder, type StartedScaffolder } from '../scaffolder/start-scaffolder.ts';

const templatesFolder = path.join(import.meta.dirname, '..', '..', 'templates');

/** Legal, and a trap wherever it is not quoted as its place asks. */
const nasty = `Says "no": it's 100% {{ a }} \${{ 7 | times: 7 }} {% if %} </title><b> \\n \`x\` # & * - é 💳`;
const nastyTitle = '"R&D": <Ünïcode>';

interface Shipped {
  readonly values: JsonObject;
  /** What is in its catalog file, in order. */
  readonly refs: readonly string[];
  /** Its file beside the catalog's that has the description too, as JSON writes it. */
  readonly manifest: string;
}

const shipped: Readonly<Record<string, Shipped>> = {
  'node-service': {
    values: { name: 'a1-b', description: nasty, owner: 'payments', system: 'shop', port: 1024 },
    refs: ['component:default/a1-b'],
    manifest: 'package.json',
  },
  'python-service': {
    values: { name: 'a1-b', description: nasty, owner: 'payments', system: 'shop', port: 1024 },
    refs: ['component:default/a1-b'],
    manifest: 'pyproject.toml',
  },
  'typescript-library': {
    values: { name: 'money-format', scope: 'acme', description: nasty, owner: 'payments' },
    refs: ['component:default/money-format'],
    manifest: 'package.json',
  },
  'static-website': {
    values: { name: 'press-room', title: nastyTitle, description: nasty, owner: 'payments' },
    refs: ['component:default/press-room'],
    manifest: 'package.json',
  },
  'complete-project': {
    values: { name: 'a1-b', title: nastyTitle, description: nasty, owner: 'payments', websitePort: 1024 },
    refs: [
      'system:default/a1-b',
      'api:default/a1-b-api',
      'component:default/a1-b-service',
      'component:default/a1-b-website',
    ],
    manifest: 'package.json',
  },
};

let started: StartedScaffolder;
beforeAll(async () => {
  started = await startScaffolder({ templatesFolder });
});
afterAll(() => started.stop());

describe.each(Object.entries(shipped))('what %s makes', (template, { values, refs, manifest }) => {
  let folder = '';

  beforeAll(async () => {
    folder = path.join(started.folder, 'made', template);
    const result = await started.service.create({
      template,
      values: { ...values, 'repoUrl.repo': values['name'] ?? null },
      dryRunInto: folder,
      asker: ada,
    });
    expect(result.steps).toMatchObject([
      { id: 'fetch', status: 'done' },
      { id: 'publish', status: 'skipped' },
      { id: 'register', status: 'skipped' },
    ]);
  });

  test('installs and passes its own tests', async () => {
    const { commands } = await readTemplateTest(path.join(templatesFolder, template));
    expect(commands).not.toEqual([]);
    for (const command of commands) expect(await runCommand(command, folder)).toBe(0);
  });

  test('is described as it was asked for', async () => {
    expect(await readFile(path.join(folder, manifest), 'utf8')).toContain(JSON.stringify(nasty));
  });

  test('has a valid catalog file', async () => {
    const text = await readFile(path.join(folder, 'catalog-info.yaml'), 'utf8');
    const verdicts = validateText('catalog-info.yaml', text);
    expect(verdicts.flatMap(({ problems }) => problems)).toEqual([]);
    expect(verdicts.map(({ ref }) => ref)).toEqual(refs);
    const [first, ...others] = readYaml(text).map(({ value }) => value);
    expect(first).toMatchObject({ metadata: { description: nasty }, spec: { owner: 'group:default/payments' } });
    for (const other of others) expect(other).toMatchObject({ spec: { owner: 'group:default/payments' } });
  });
});
