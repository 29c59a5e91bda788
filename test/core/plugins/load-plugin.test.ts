import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPlugin } from '#callboard/core/plugins/load-plugin.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-plugins-'));
  await writeFile(join(folder, 'own.mjs'), `export default { id: 'own', kind: 'standalone', setup() {} };`);
  await writeFile(join(folder, 'none.mjs'), `export default { id: 'none' };`);
  await writeFile(join(folder, 'broken.mjs'), `export default {;`);
  const installed = join(folder, 'node_modules', 'callboard-plugin-weather');
  await mkdir(installed, { recursive: true });
  await writeFile(
    join(installed, 'package.json'),
    JSON.stringify({ name: 'callboard-plugin-weather', type: 'module', main: 'index.js' }),
  );
  await writeFile(
    join(installed, 'index.js'),
    `export default { id: 'weather', kind: 'third-party-backed', setup() {} };`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

const load = (use: string) => loadPlugin(use, folder);

describe('loadPlugin', () => {
  it('takes a local file, from the folder of the configuration', async () => {
    expect(await load('./own.mjs')).toMatchObject({ id: 'own' });
  });

  it('takes an installed package', async () => {
    expect(await load('callboard-plugin-weather')).toMatchObject({ id: 'weather' });
  });

  it('names a plugin that is not there', async () => {
    await expect(load('./gone.mjs')).rejects.toThrow('The plugin ./gone.mjs could not be loaded');
    await expect(load('callboard-plugin-gone')).rejects.toThrow('The plugin callboard-plugin-gone could not be loaded');
  });

  it('names a file that is broken, or exports no plugin', async () => {
    await expect(load('./broken.mjs')).rejects.toThrow('The plugin ./broken.mjs could not be loaded');
    await expect(load('./none.mjs')).rejects.toThrow('The plugin ./none.mjs does not export a plugin');
  });
});
