import { execFile } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Action, JsonObject } from '#callboard/scaffolder/action.ts';
import { createFetchPlain } from '#callboard/scaffolder/actions/fetch-plain.ts';
import { createFetchPlainFile } from '#callboard/scaffolder/actions/fetch-plain-file.ts';
import { createFetchTemplate } from '#callboard/scaffolder/actions/fetch-template.ts';
import { createFetchTemplateFile } from '#callboard/scaffolder/actions/fetch-template-file.ts';
import { createLiquidEngine } from '#callboard/scaffolder/liquid-engine.ts';
import { createNunjitsuEngine } from '#callboard/scaffolder/nunjitsu-engine.ts';
import type { TemplateEngine } from '#callboard/scaffolder/template-engine.ts';
import { writeFiles } from './start-scaffolder.ts';
import { createSilentLogger } from '../fixtures/silent-logger.ts';

const liquid = createLiquidEngine();
let folder = '';
const skeleton = (name = '') => path.join(folder, 'template', 'skeleton', name);
const made = (name = '') => path.join(folder, 'workspace', name);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'callboard-skeleton-'));
  await mkdir(skeleton(), { recursive: true });
  await mkdir(made());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The page of any folder is the one beside the template that is called `page`. */
const checkOutPage = async () => ({ folder, commit: 'c0ffee', path: 'page' });

const run = (action: Action, input: JsonObject, engine: TemplateEngine = liquid) =>
  action.run({
    runId: 'r',
    stepId: 'fetch',
    templateRef: 'template:default/demo',
    engine,
    input,
    workspace: made(),
    templateFolder: path.join(folder, 'template'),
    userRef: undefined,
    logger: createSilentLogger(),
    signal: new AbortController().signal,
  });
const fetch = async (input: JsonObject = {}, files: Readonly<Record<string, string>> = {}, engine?: TemplateEngine) => {
  await writeFiles(skeleton(), files);
  return run(createFetchTemplate(checkOutPage), { url: './skeleton', ...input }, engine);
};
const text = (name: string) => readFile(made(name), 'utf8');
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

  test('what is there already stays, unless it is to be replaced; targetPath is a folder below', async () => {
    await fetch({ targetPath: './app', values: { v: 1 } }, { 'a.txt': '${{ values.v }}' });
    await fetch({ targetPath: './app', values: { v: 3 } });
    expect(await text('app/a.txt')).toBe('1');
    await fetch({ targetPath: './app', values: { v: 2 }, replace: true });
    expect(await readFile(made('app/a.txt'), 'utf8')).toBe('2');
  });
});

test('an undefined variable is refused with file, line and column', async () => {
  await expect(fetch({ values: {} }, { 'a.txt': 'fine', 'src/b.js': 'x\n ${{ values.b }}' })).rejects.toThrow(
    'skeleton/src/b.js:2:6: undefined variable: values.b.',
  );
});

describe('what is refused, with nothing written', () => {
  afterEach(async () => {
    expect(await allMade()).toEqual([]);
  });

  test.each([
    '../out',
    '/etc/passwd',
    'a/../../out',
    '..',
    '.git/config',
    'sub/.GIT/hooks/pre-commit',
    'git~1/config',
    '.git. /config',
    '.gi\u200Ct/config',
    'a//b',
    './x',
  ])('a name that becomes %s', async (name) => {
    await expect(fetch({ values: { name } }, { '${{ values.name }}': 'x' })).rejects.toThrow('would be written to');
  });

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
    for (const url of ['../', tmpdir(), './linked', 'file:/etc']) {
      await expect(fetch({ url })).rejects.toThrow("is outside of the template's repository");
    }
    await expect(fetch({ url: './nowhere' })).rejects.toThrow('fetches is not there: ./nowhere.');
    await expect(fetch({ url: './template.yaml' }, { '../template.yaml': 'kind: Template' })).rejects.toThrow(
      'is no folder: template.yaml',
    );
  });

  test("a targetPath outside of the run's folder", async () => {
    await expect(fetch({ targetPath: '../elsewhere' }, { a: 'x' })).rejects.toThrow("is outside of the run's folder");
  });

  test('two files that become one', async () => {
    const files = { 'a${{ values.x }}': '1', 'b${{ values.y }}': '2' };
    await expect(fetch({ values: { x: 'b', y: 'b' } }, { ...files, ab: '3' })).rejects.toThrow('both called "ab"');
  });

  test.each([
    [{ Makefile: 'a', makefile: 'b' }, 'The names "Makefile" and "makefile" of the skeleton differ only in case'],
    [{ 'src/a': 'a', 'Src/b': 'b' }, 'The names "Src" and "src" of the skeleton differ only in case'],
    [{ '${{ values.x }}': 'a', 'x/b': 'b' }, 'The skeleton\'s "x/b" would be below a file'],
    [{ '${{ values.long }}': 'a' }, 'would get a name longer than 255 bytes'],
  ])('names that one folder can not have: %j', async (files, message) => {
    await expect(fetch({ values: { x: 'x', long: 'x'.repeat(256) } }, files)).rejects.toThrow(message);
  });

  test('a file of a gigabyte, and more files than a skeleton may have', async () => {
    await writeFile(skeleton('huge.bin'), '');
    await truncate(skeleton('huge.bin'), 1_000_000_000);
    await expect(fetch()).rejects.toThrow('The skeleton has the file "huge.bin" of 1000 MB, more than 50.');
    await rm(skeleton('huge.bin'));
    const names = Array.from({ length: 20_001 }, (_, index) => skeleton(`${index}.txt`));
    for (let start = 0; start < names.length; start += 500) {
      await Promise.all(names.slice(start, start + 500).map((name) => writeFile(name, '')));
    }
    await expect(fetch()).rejects.toThrow('The skeleton has more than 20000 files.');
  }, 60_000);
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
  await fetch({ replace: true }, { 'a.txt': 'mine' });
  expect((await lstat(made('a.txt'))).isSymbolicLink()).toBe(false);
  expect(await readFile(made('a.txt'), 'utf8')).toBe('mine');
});

describe('other ways to render', () => {
  test('with an extension, only files that have it are rendered, and they lose it; all names are rendered', async () => {
    const files = {
      '${{ values.v }}.md.njk': '${{ values.v }}',
      'b.md': '${{ values.v }}',
      'c.tpl': '${{ values.v }}',
    };
    await fetch({ templateFileExtension: true, values: { v: 'a' } }, files);
    expect([await text('a.md'), await text('b.md')]).toEqual(['a', '${{ values.v }}']);
    await fetch({ templateFileExtension: 'tpl', values: { v: 'a' }, targetPath: 'other' });
    expect([await text('other/c'), await text('other/a.md.njk')]).toEqual(['a', '${{ values.v }}']);
  });

  test('the older name copyWithoutRender means the same as copyWithoutTemplating', async () => {
    await fetch({ copyWithoutRender: ['*.raw'], values: { v: 'a' } }, { '${{ values.v }}.raw': '${{ values.v }}' });
    expect(await text('a.raw')).toBe('${{ values.v }}');
  });

  test.each([
    ['Liquid', liquid],
    ['Nunjucks', createNunjitsuEngine()],
  ])('a body for Cookiecutter is Jinja, in a template of %s too', async (_language, engine) => {
    const files = {
      '{{cookiecutter.name}}/a.py': '{{ cookiecutter.name | upper }} ${{ x }} {{ cookiecutter.list | jsonify }}',
    };
    await fetch({ cookiecutterCompat: true, values: { name: 'shop', list: [1] } }, files, engine);
    expect(await text('shop/a.py')).toMatch(/^SHOP \$ \[\s*1\s*\]$/);
  });

  test.each([
    ['Liquid', liquid],
    ['Nunjucks', createNunjitsuEngine()],
  ])('space around tags goes where that is asked for, in %s', async (_language, engine) => {
    const files = { 'a.txt': '  {% if values.on %}\n  x {% if values.on %} y{% endif %}\n\n  {% endif %}\nz\n' };
    const values = { on: true };
    await fetch({ values }, files, engine);
    expect(await text('a.txt')).toBe('  \n  x  y\n\n  \nz\n');
    await fetch({ values, trimBlocks: true, lstripBlocks: true, targetPath: 'both' }, {}, engine);
    expect(await text('both/a.txt')).toBe('  x  y\nz\n');
    await fetch({ values, lstripBlocks: true, targetPath: 'left' }, {}, engine);
    expect(await text('left/a.txt')).toBe('\n  x  y\n\n\nz\n');
  });

  test('a tag may begin in the name of a folder and end in the name of a file', async () => {
    const files = { '{% if values.on %}docs/a.md{% endif %}': 'a', '{% if values.off %}more/b.md{% endif %}': 'b' };
    await fetch({ values: { on: true, off: false } }, files);
    expect(await allMade()).toEqual(['docs', 'docs/a.md']);
  });
});

describe('what is fetched beside skeletons', () => {
  test('the page of a folder at a Git host', async () => {
    await writeFiles(path.join(folder, 'page'), { 'a.txt': '${{ values.v }}', 'b.txt': '${{ values.none }}' });
    const url = 'https://github.com/acme/templates/tree/main/page/';
    await expect(fetch({ url, values: { v: 1 } })).rejects.toThrow(
      'https://github.com/acme/templates/tree/main/page/b.txt:1:5: undefined variable',
    );
    await fetch({ url, values: { v: 1, none: 2 }, replace: true });
    expect([await text('a.txt'), await text('b.txt')]).toEqual(['1', '2']);
  });

  test('a folder as it is, over what is there', async () => {
    await writeFiles(skeleton(), { '${x}/a.txt': '${{ values.v }}', 'b.txt': 'new' });
    await writeFile(made('b.txt'), 'old');
    await run(createFetchPlain(checkOutPage), { url: './skeleton' });
    expect([await text('${x}/a.txt'), await text('b.txt')]).toEqual(['${{ values.v }}', 'new']);
  });

  test('one file, as it is or rendered', async () => {
    await writeFiles(skeleton(), { 'a.txt': '${{ values.v }}' });
    await run(createFetchPlainFile(checkOutPage), { url: './skeleton/a.txt', targetPath: 'deep/b.txt' });
    expect(await text('deep/b.txt')).toBe('${{ values.v }}');
    const rendered = createFetchTemplateFile(checkOutPage);
    await run(rendered, { url: './skeleton/a.txt', targetPath: 'deep/b.txt', values: { v: 1 } });
    expect(await text('deep/b.txt')).toBe('${{ values.v }}');
    await run(rendered, { url: './skeleton/a.txt', targetPath: 'deep/b.txt', values: { v: 1 }, replace: true });
    expect(await text('deep/b.txt')).toBe('1');
    await expect(run(rendered, { url: './skeleton/a.txt', targetPath: '../b.txt' })).rejects.toThrow(
      'outside of the run',
    );
    await expect(run(rendered, { url: './skeleton', targetPath: 'b.txt' })).rejects.toThrow(
      'is no file of up to 50 MB',
    );
    await expect(run(rendered, { url: './skeleton/a.txt', targetPath: 'c.txt' })).rejects.toThrow(
      'skeleton/a.txt:1:5: undefined variable: values.v',
    );
  });
});
