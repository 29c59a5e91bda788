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
  await writeFile(join(folder, 'throws.mjs'), `throw new Error('no key for the door');`);
  await writeFile(join(folder, 'imports.mjs'), `import 'callboard-plugin-gone';`);
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

  it('names a plugin that is not there, and where it was looked for', async () => {
    await expect(load('./gone.mjs')).rejects.toMatchObject({
      message: `The plugin ./gone.mjs could not be loaded: there is no file ${join(folder, 'gone.mjs')}.`,
      hint: 'Check the path, which starts at the folder of callboard.yaml.',
    });
    await expect(load('callboard-plugin-gone')).rejects.toMatchObject({
      message: 'The plugin callboard-plugin-gone could not be loaded: no package of that name is installed.',
      hint: 'Install it beside callboard.yaml: npm install callboard-plugin-gone',
    });
  });

  it.each([
    ['throws', 'no key for the door.'],
    ['broken', ''],
    ['imports', "Cannot find package 'callboard-plugin-gone'"],
  ])('says what a module threw while it was loaded, and nothing of its path: %s', async (name, reason) => {
    await expect(load(`./${name}.mjs`)).rejects.toMatchObject({
      message: expect.stringContaining(`The plugin ./${name}.mjs threw while it was loaded: ${reason}`),
      hint: 'Mend the plugin, or take it from callboard.yaml.',
    });
  });

  it('names a file that exports no plugin', async () => {
    await expect(load('./none.mjs')).rejects.toThrow('The plugin ./none.mjs does not export a plugin');
  });
});
