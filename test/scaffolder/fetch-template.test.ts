import { execFile } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { fetchTemplate } from '#callboard/scaffolder/actions/fetch-template.ts';
import { createLiquidEngine } from '#callboard/scaffolder/liquid-engine.ts';
import { writeFiles } from './start-scaffolder.ts';
import { createSilentLogger } from '../fixtures/silent-logger.ts';

const engine = createLiquidEngine();
let folder = '';
const skeleton = (name = '') => path.join(folder, 'template', 'skeleton', name);
const made = (name = '') => path.join(folder, 'workspace', name);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'callboard-skeleton-'));
  await mkdir(skeleton(), { recursive: true });
  await mkdir(made());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const fetch = (input: JsonObject = {}, files: Readonly<Record<string, string>> = {}) =>
  writeFiles(skeleton(), files).then(() =>
    fetchTemplate.run({
      runId: 'r',
      stepId: 'fetch',
      templateRef: 'template:default/demo',
      engine,
      input: { url: './skeleton', ...input },
      workspace: made(),
      templateFolder: path.join(folder, 'template'),
      userRef: undefined,
      logger: createSilentLogger(),
      signal: new AbortController().signal,
    }),
  );
const allMade = async () => (await readdir(made(), { recursive: true })).toSorted();

describe('what is rendered', () => {
  test('names and contents; a folder may become several; what gets an empty name is left out', async () => {
    await fetch(
      { values: { name: 'shop', folder: 'com/acme', docs: false } },
      {
        '${{ values.folder }}/${{ values.name }}.txt': 'Hello ${{ values.name }}',
        '{% if values.docs %}docs{% endif %}/a.md': 'x',
        'README.md': '# ${{ values.name }}',
      },
    );
    expect(await allMade()).toEqual(['README.md', 'com', 'com/acme', 'com/acme/shop.txt']);
    expect(await readFile(made('com/acme/shop.txt'), 'utf8')).toBe('Hello shop');
  });

  test('files named by copyWithoutTemplating keep their content, in dot folders too, and their names are rendered', async () => {
    await fetch(
      { values: { name: 'shop' }, copyWithoutTemplating: ['**/*.yaml', 'raw'] },
      { '.github/workflows/${{ values.name }}.yaml': '${{ github.ref }}', 'raw/deep/x.txt': '${{ y }}' },
    );
    expect(await readFile(made('.github/workflows/shop.yaml'), 'utf8')).toBe('${{ github.ref }}');
    expect(await readFile(made('raw/deep/x.txt'), 'utf8')).toBe('${{ y }}');
  });

  test('binary files, links within and executable bits stay as they are', async () => {
    const binary = Buffer.from([0xff, 0x00, 0x24, 0x7b, 0x7b]);
    await writeFile(skeleton('picture.png'), binary);
    await symlink('picture.png', skeleton('link.png'));
    await writeFile(skeleton('run.sh'), '#!/bin/sh\n');
    await chmod(skeleton('run.sh'), 0o755);
    await fetch();
    expect(await readFile(made('picture.png'))).toEqual(binary);
    expect(await readlink(made('link.png'))).toBe('picture.png');
    expect((await lstat(made('run.sh'))).mode & 0o777).toBe(0o755);
    expect((await lstat(made('picture.png'))).mode & 0o111).toBe(0);
  });

  test('a link to a folder within is a link again, and what is behind it is not read through it', async () => {
    await mkdir(skeleton('docs'));
    await symlink('docs', skeleton('${{ values.name }}'));
    await symlink('.', skeleton('around'));
    await fetch({ values: { name: 'manual' } }, { 'docs/a.md': 'a' });
    expect(await readlink(made('manual'))).toBe('docs');
    expect(await readlink(made('around'))).toBe('.');
    expect((await readdir(made())).toSorted()).toEqual(['around', 'docs', 'manual']);
  });

  test('twice gives the same as once, and targetPath is a folder below', async () => {
    await fetch({ targetPath: './app', values: { v: 1 } }, { 'a.txt': '${{ values.v }}' });
    await fetch({ targetPath: './app', values: { v: 2 } });
    expect(await readFile(made('app/a.txt'), 'utf8')).toBe('2');
  });
});

describe('what is refused, with nothing written', () => {
  afterEach(async () => {
    expect(await allMade()).toEqual([]);
  });

  test('an undefined variable, with file, line and column', async () => {
    await expect(fetch({ values: {} }, { 'a.txt': 'fine', 'src/b.js': 'x\n ${{ values.b }}' })).rejects.toThrow(
      'skeleton/src/b.js:2:6: undefined variable: values.b.',
    );
  });

  test.each(['../out', '/etc/passwd', 'a/../../out', '..', '.git/config', 'sub/.GIT/hooks/pre-commit', 'a//b', './x'])(
    'a name that becomes %s',
    async (name) => {
      await expect(fetch({ values: { name } }, { '${{ values.name }}': 'x' })).rejects.toThrow('would be written to');
    },
  );

  test.each(['../outside', '/etc/passwd', 'a/../../../x', 'sub/..'])('a link that leads to %s', async (target) => {
    await symlink(target, skeleton('link'));
    await expect(fetch()).rejects.toThrow(`The link "link" leads out of the skeleton, to "${target}"`);
  });

  test('what is neither a file, a folder nor a link', async () => {
    await promisify(execFile)('mkfifo', [skeleton('pipe')]);
    await expect(fetch()).rejects.toThrow('"pipe", which is neither a file, a folder nor a link');
  });

  test('a skeleton outside of the template: above it, absolute, through a link, or from the network', async () => {
    await symlink(tmpdir(), path.join(folder, 'template', 'linked'));
    for (const url of ['../', tmpdir(), './linked', 'https://example.com/skeleton']) {
      await expect(fetch({ url })).rejects.toThrow("is outside of the template's repository");
    }
    await expect(fetch({ url: './nowhere' })).rejects.toThrow('skeleton "./nowhere" is not there');
  });

  test("a targetPath outside of the run's folder", async () => {
    await expect(fetch({ targetPath: '../elsewhere' }, { a: 'x' })).rejects.toThrow("is outside of the run's folder");
  });

  test('two files that become one', async () => {
    const files = { 'a${{ values.x }}': '1', 'b${{ values.y }}': '2' };
    await expect(fetch({ values: { x: 'b', y: 'b' } }, { ...files, ab: '3' })).rejects.toThrow('both called "ab"');
  });
});

test("Git's own files are no part of a skeleton that is a whole repository", async () => {
  await fetch({}, { '.git/config': '[core]', '.gitignore': 'dist', 'a.txt': 'a' });
  expect(await allMade()).toEqual(['.gitignore', 'a.txt']);
});

test('a skeleton elsewhere in the same repository is read', async () => {
  await mkdir(path.join(folder, '.git'));
  await writeFiles(path.join(folder, 'shared'), { 'a.txt': 'a' });
  await fetch({ url: '../shared' });
  expect(await allMade()).toEqual(['a.txt']);
});

test('what an earlier step left as a link is not followed out', async () => {
  const outside = await mkdtemp(path.join(tmpdir(), 'callboard-outside-'));
  await symlink(outside, made('app'));
  await expect(fetch({}, { 'app/a.txt': 'x' })).rejects.toThrow("out of the run's folder");
  expect(await readdir(outside)).toEqual([]);
  await rm(outside, { recursive: true });
});

test('what an earlier step left as a link in place of a file is replaced', async () => {
  await symlink('/etc/hostname', made('a.txt'));
  await fetch({}, { 'a.txt': 'mine' });
  expect((await lstat(made('a.txt'))).isSymbolicLink()).toBe(false);
  expect(await readFile(made('a.txt'), 'utf8')).toBe('mine');
});
