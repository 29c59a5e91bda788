import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import { validateText } from '#callboard/catalog/validate-text.ts';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { ada, startScaffolder, type StartedScaffolder } from '../scaffolder/start-scaffolder.ts';

const run = promisify(execFile);
const templatesFolder = path.join(import.meta.dirname, '..', '..', 'templates');

/** Legal, and a trap wherever it is not quoted as its place asks. */
const nasty = `Says "no": it's 100% {{ a }} \${{ 7 | times: 7 }} {% if %} </title><b> \\n \`x\` # & * - é 💳`;

const shipped: Readonly<Record<string, JsonObject>> = {
  'node-service': { name: 'a1-b', description: nasty, owner: 'payments', system: 'shop', port: 1024 },
  'typescript-library': { name: 'money-format', scope: 'acme', description: nasty, owner: 'payments' },
  'static-website': { name: 'press-room', title: '"R&D": <Ünïcode>', description: nasty, owner: 'payments' },
};

let started: StartedScaffolder;
beforeAll(async () => {
  started = await startScaffolder({ templatesFolder });
});
afterAll(() => started.stop());

describe.each(Object.entries(shipped))('what %s makes', (template, values) => {
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
    await npm(folder, ['install', '--no-audit', '--no-fund']);
    const { stdout } = await npm(folder, ['test']);
    expect(stdout).toMatch(/pass [1-9]/);
    expect(stdout).toMatch(/fail 0/);
  });

  test('is described as it was asked for', async () => {
    const manifest: unknown = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ description: nasty });
  });

  test('has a valid catalog file', async () => {
    const text = await readFile(path.join(folder, 'catalog-info.yaml'), 'utf8');
    expect(validateText('catalog-info.yaml', text).map(({ problems }) => problems)).toEqual([[]]);
    const [document] = readYaml(text);
    expect(document?.value).toMatchObject({
      kind: 'Component',
      metadata: { name: values['name'], description: nasty },
      spec: { owner: 'group:default/payments' },
    });
  });
});

async function npm(folder: string, words: readonly string[]): Promise<{ stdout: string }> {
  // The npm of this very run names the test's own variables; a project of its own starts without them.
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(lifecycle|package)|VITEST|NODE_ENV|NODE_OPTIONS|NODE_TEST|INIT_CWD)/i.test(name),
  );
  try {
    return await run('npm', [...words], { cwd: folder, env: Object.fromEntries(environment) });
  } catch (error) {
    const output = outputOf(error);
    if (/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|E50\d/.test(output)) {
      throw new Error(`The npm registry can't be reached, and this test needs it: ${output}`, { cause: error });
    }
    throw new Error(`npm ${words.join(' ')} failed: ${output}`, { cause: error });
  }
}

const outputOf = (error: unknown): string =>
  error instanceof Error && 'stdout' in error && 'stderr' in error
    ? `${String(error.stdout)}\n${String(error.stderr)}`
    : String(error);
