import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createListedTree } from '#callboard/catalog/listed-tree.ts';
import { openTextFile } from '#callboard/catalog/read-text-file.ts';
import { type SourceTree, type TreeFile, unreadable } from '#callboard/catalog/source-tree.ts';
import type { Memory } from '#callboard/catalog/read-tree.ts';
import { readTrees } from '#callboard/catalog/read-trees.ts';
import { buildEntity, toYaml } from './entity-builder.ts';
import { temporaryFolder, writeFiles } from './start-catalog.ts';

const component = (name: string) => toYaml(buildEntity({ name }));
const location = (...targets: string[]) => toYaml(buildEntity({ kind: 'Location', name: 'all', spec: { targets } }));

const nothing: Memory = { files: new Map(), versions: {} };

function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = join(temporaryFolder(), 'root');
  mkdirSync(root);
  writeFiles(root, files);
  return root;
}

const treeOf = (root: string, patterns = ['catalog.yaml'], version?: string) =>
  createListedTree({
    name: '',
    patterns,
    version: version ?? randomUUID(),
    files: async () => new Map(filesBelow(root).map((path) => [path, readFileSync(join(root, path), 'base64')])),
    readText: async (path) => (await openTextFile(join(root, path))).read(),
    viewUrlOf: () => undefined,
  });

const filesBelow = (root: string): readonly string[] =>
  (existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }) : [])
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

const readFolder = (root: string, patterns?: string[], memory = nothing, version?: string) =>
  readOne(treeOf(root, patterns, version), memory);

const nothingRemote = (): Promise<TreeFile> => Promise.reject(new Error('nothing here is on the network'));

async function readOne(tree: SourceTree, memory = nothing, openRemote = nothingRemote) {
  const read = await readTrees([tree], {
    sourceId: 'source',
    memory,
    addedKinds: [],
    openRepository: () => Promise.reject(new Error('nothing here names a repository')),
    openRemote,
  });
  const { files } = read;
  const entities = files.flatMap((file) => [...(file.entities?.values() ?? [])]);
  return {
    read,
    entities,
    names: entities.map(({ metadata }) => metadata.name),
    problems: files.flatMap(({ reading, targetProblems }) => [...reading.problems, ...targetProblems]),
    rejected: files.flatMap(({ file, reading }) => reading.rejected.map((ref) => ({ file, ref }))),
    parsed: files.filter((file) => file.entities !== undefined).map(({ file }) => file),
  };
}

const read = (files: Readonly<Record<string, string | Uint8Array>>, ...patterns: string[]) =>
  readFolder(folderOf(files), patterns.length > 0 ? patterns : undefined);

/** What a reading leaves to the next. */
const memoryOf = ({ read: { files, versions } }: Awaited<ReturnType<typeof readFolder>>): Memory => ({
  files: new Map(files.map((file) => [file.file, file])),
  versions,
});

describe('files', () => {
  test('of a folder are those that end in .yaml or .yml, also further down', async () => {
    const files = {
      'b.yaml': component('b'),
      'deep/er/a.yml': component('a'),
      'notes.txt': 'no',
      'node_modules/x/x.yaml': component('x'),
      '.hidden/y.yaml': component('y'),
    };
    expect((await read(files, '.')).names).toEqual(['b', 'a']);
  });

  test('of a glob are read in order', async () => {
    const files = { 'services/b/catalog-info.yaml': component('b'), 'services/a/catalog-info.yaml': component('a') };
    expect((await read(files, 'services/*/catalog-info.yaml')).names).toEqual(['a', 'b']);
  });

  test.each([
    ['over 1 MiB', `# ${'x'.repeat(1024 * 1024)}\n`, 'at most 1 MiB'],
    ['of binary data', new Uint8Array([0x6b, 0, 1, 2]), 'holds binary data'],
    ['in UTF-16', new Uint8Array([0xff, 0xfe, 0x6b, 0x00]), 'is UTF-16 text: save it as UTF-8'],
    ['in another encoding', new Uint8Array([0x6b, 0x3a, 0x20, 0xe9, 0x0a]), 'is not UTF-8 text'],
  ])('%s are a problem and hold up nothing', async (_what, content, reason) => {
    const { names, problems } = await read({ 'a.yaml': content, 'b.yaml': component('b') }, '*.yaml');
    expect(names).toEqual(['b']);
    expect(problems).toMatchObject([{ file: 'a.yaml', line: 1, column: 1 }]);
    expect(problems[0]?.message).toContain(reason);
  });
});

describe('many files', () => {
  const names = Array.from({ length: 150 }, (_, index) => `c${String(index).padStart(3, '0')}`);
  const files = Object.fromEntries(names.map((name) => [`${name}.yaml`, component(name)]));

  test('come in their order, however many are read ahead', async () => {
    expect((await read(files, '.')).names).toEqual(names);
  });

  test('that cannot be opened are one failure, that of the first', async () => {
    const tree = treeOf(folderOf(files), ['.']);
    const broken = { ...tree, open: (path: string) => Promise.reject(new Error(`the host refused ${path}`)) };
    const reading = readTrees([broken], {
      sourceId: 'source',
      memory: nothing,
      addedKinds: [],
      openRepository: () => Promise.reject(new Error('nothing here names a repository')),
      openRemote: () => Promise.reject(new Error('nothing here is on the network')),
    });
    await expect(reading).rejects.toThrow('the host refused c000.yaml');
  });
});

describe('a Location', () => {
  test('names files relative to its own, globs among them', async () => {
    const files = {
      'catalog.yaml': location('./org/index.yaml'),
      'org/index.yaml': toYaml(
        buildEntity({ kind: 'Location', name: 'org', spec: { target: '../services/*/info.yaml' } }),
      ),
      'services/a/info.yaml': component('a'),
      'services/b/info.yaml': component('b'),
    };
    expect((await read(files)).names).toEqual(['all', 'org', 'a', 'b']);
  });

  test('that names itself is read once', async () => {
    expect((await read({ 'catalog.yaml': location('./catalog.yaml') })).names).toEqual(['all']);
  });

  test('that is named by what it names is read once, and what else they name comes in', async () => {
    const round = buildEntity({ kind: 'Location', name: 'round', spec: { targets: ['../catalog.yaml', './a.yaml'] } });
    const files = {
      'catalog.yaml': location('./org/round.yaml'),
      'org/round.yaml': toYaml(round),
      'org/a.yaml': component('a'),
    };
    const { names, problems } = await read(files);
    expect(names).toEqual(['all', 'round', 'a']);
    expect(problems).toEqual([]);
  });

  test('that names a file which is not there is told so at the target', async () => {
    const { problems } = await read({ 'catalog.yaml': location('./gone.yaml') });
    expect(problems).toMatchObject([{ path: 'spec.targets[0]', line: 9 }]);
    expect(problems[0]?.message).toContain('names ./gone.yaml, which is not there');
  });

  test('whose presence is optional may name what is not there', async () => {
    const spec = { target: './gone.yaml', presence: 'optional' };
    const { problems } = await read({ 'catalog.yaml': toYaml(buildEntity({ kind: 'Location', spec })) });
    expect(problems).toEqual([]);
  });

  test.each([
    ['../outside.yaml', 'outside of this repository'],
    ['/etc/hostname', 'outside of this repository'],
    ['../*.yaml', 'outside of this repository'],
    ['{..,.}/outside.yaml', 'braces, brackets'],
    ['[.][.]/outside.yaml', 'braces, brackets'],
  ])('of a repository does not reach %s', async (target, reason) => {
    const root = folderOf({ 'catalog.yaml': location(target) });
    writeFiles(join(root, '..'), { 'outside.yaml': component('outside') });
    const { names, problems } = await readFolder(root);
    expect(names).toEqual(['all']);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(reason);
  });

  test.each([
    ['braces', '{a,b}'.repeat(14)],
    ['braces of two paths', '{services,shops}/info.yaml'],
    ['a group', '+(a|aa)b'],
    ['many stars in one name', `${'*a'.repeat(20)}b`],
  ])('with %s in its target is told so there, and nothing is searched', async (_what, target) => {
    const { names, problems } = await read({ 'catalog.yaml': location(target), [`${'a'.repeat(60)}.yaml`]: '' });
    expect(names).toEqual(['all']);
    expect(problems).toMatchObject([
      { path: 'spec.targets[0]', line: 9, message: expect.stringContaining('which has') },
    ]);
  });
});

describe('a placeholder', () => {
  const api = (definition: { readonly [key: string]: string }) =>
    toYaml(buildEntity({ kind: 'API', name: 'api', spec: { definition } }));

  test('$text becomes the text of the file', async () => {
    const { entities } = await read({
      'catalog.yaml': api({ $text: './apis/a.graphql' }),
      'apis/a.graphql': 'type Query',
    });
    expect(entities[0]?.spec?.['definition']).toBe('type Query');
  });

  test('$json and $yaml become the value of the file', async () => {
    const spec = { parameters: { $json: './p.json' }, steps: [{ $yaml: './s.yaml' }] };
    const files = {
      'catalog.yaml': toYaml(buildEntity({ kind: 'Template', spec })),
      'p.json': '{"title": "Which"}',
      's.yaml': 'action: debug:log\n',
    };
    const { entities } = await read(files);
    expect(entities[0]?.spec).toMatchObject({
      parameters: { title: 'Which' },
      steps: [{ action: 'debug:log' }],
    });
  });

  test('is checked by what it stands for', async () => {
    const spec = { steps: [{ $yaml: './s.yaml' }] };
    const files = { 'catalog.yaml': toYaml(buildEntity({ kind: 'Template', spec })), 's.yaml': 'name: no action\n' };
    expect((await read(files)).problems).toMatchObject([{ path: 'spec.steps[0].action' }]);
  });

  test.each([
    ['a file that is not there', './gone.txt', 'is not there'],
    ['a file outside of the repository', '../../etc/passwd', 'is outside'],
  ])('for %s is one problem of its document', async (_what, target, reason) => {
    const root = folderOf({ 'catalog.yaml': api({ $text: target }) });
    const { entities, problems, rejected } = await readFolder(root);
    expect(entities).toEqual([]);
    expect(problems).toMatchObject([{ path: 'spec.definition' }]);
    expect(problems[0]?.message).toContain(reason);
    expect(rejected).toEqual([{ file: 'catalog.yaml', ref: 'api:default/api' }]);
  });
});

describe('what is remembered', () => {
  const files = { 'a.yaml': component('a'), 'b.yaml': `${component('b')}---\nkind: 3\n` };

  test('is not parsed again, and says the same', async () => {
    const root = folderOf(files);
    const first = await readFolder(root, ['*.yaml']);
    const second = await readFolder(root, ['*.yaml'], memoryOf(first));
    expect(first.parsed).toEqual(['a.yaml', 'b.yaml']);
    expect(second.parsed).toEqual([]);
    expect(second).toMatchObject({ problems: first.problems, rejected: first.rejected });
    expect(second.read.files.map(({ reading }) => reading)).toEqual(first.read.files.map(({ reading }) => reading));
  });

  test('but changed is parsed, alone', async () => {
    const root = folderOf(files);
    const first = await readFolder(root, ['*.yaml']);
    writeFiles(root, { 'a.yaml': component('other') });
    expect(await readFolder(root, ['*.yaml'], memoryOf(first))).toMatchObject({ parsed: ['a.yaml'], names: ['other'] });
  });

  test('is parsed again where a file that it includes changed', async () => {
    const spec = { definition: { $text: './a.graphql' } };
    const root = folderOf({ 'a.yaml': toYaml(buildEntity({ kind: 'API', spec })), 'a.graphql': 'type Query' });
    const first = await readFolder(root, ['a.yaml']);
    expect((await readFolder(root, ['a.yaml'], memoryOf(first))).parsed).toEqual([]);
    writeFiles(root, { 'a.graphql': 'type Mutation' });
    expect((await readFolder(root, ['a.yaml'], memoryOf(first))).entities[0]?.spec?.['definition']).toBe(
      'type Mutation',
    );
  });

  test('still names files, and is told when they went away', async () => {
    const root = folderOf({ 'catalog.yaml': location('./a.yaml'), 'a.yaml': component('a') });
    const first = await readFolder(root);
    rmSync(join(root, 'a.yaml'));
    const second = await readFolder(root, undefined, memoryOf(first));
    expect(second.read.files.map(({ file }) => file)).toEqual(['catalog.yaml']);
    expect(second.problems[0]?.message).toContain('names ./a.yaml, which is not there');
  });

  test('stands for a whole tree that is at the same version, and nothing of it is opened', async () => {
    const root = folderOf({ 'catalog.yaml': location('./gone.yaml', './a.yaml'), 'a.yaml': component('a') });
    const first = await readFolder(root, undefined, nothing, 'one');
    rmSync(root, { recursive: true });
    const second = await readFolder(root, undefined, memoryOf(first), 'one');
    expect(second.read.files.map(({ file }) => file)).toEqual(['catalog.yaml', 'a.yaml']);
    expect(second.problems).toEqual(first.problems);
    expect((await readFolder(root, undefined, memoryOf(first), 'two')).read.files).toEqual([]);
  });

  test('of a tree at the same version is read again where a text that it names on the network has changed', async () => {
    const spec = { definition: { $text: 'https://example.com/a.graphql' } };
    const tree = treeOf(folderOf({ 'catalog.yaml': toYaml(buildEntity({ kind: 'API', spec })) }), undefined, 'one');
    const busy = unreadable('could not be read: its host was asked for too often (status 429)');
    const there = { version: '1', read: async () => ({ text: 'type Query' }) };
    const first = await readOne(tree, nothing, async () => busy);
    expect(first.problems[0]?.message).toContain('asked for too often');
    const second = await readOne(tree, memoryOf(first), async () => there);
    expect(second.entities[0]?.spec?.['definition']).toBe('type Query');
    expect((await readOne(tree, memoryOf(second), async () => there)).parsed).toEqual([]);
  });

  test('is nothing of what took too long, which the next time may not', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const large = `# ${'x'.repeat(100)}\n`.repeat(1_000);
    const api = buildEntity({ kind: 'API', spec: { definition: { $text: './a.graphql' } } });
    const root = folderOf({ 'catalog.yaml': `${large}${toYaml(api)}`, 'a.graphql': 'type Query' });
    const tree = treeOf(root, undefined, 'one');
    const slow = (path: string, target: string) => {
      vi.advanceTimersByTime(60_000);
      return tree.include(path, target);
    };
    const first = await readOne({ ...tree, include: slow });
    expect(first.problems[0]?.message).toContain('takes more than 60 seconds to be read');
    const second = await readOne(tree, memoryOf(first));
    expect(second.entities[0]?.spec?.['definition']).toBe('type Query');
    expect((await readOne(tree, memoryOf(second))).parsed).toEqual([]);
  });

  test('of a text too heavy because of a file that it names is read again once that file is not', async () => {
    const named = buildEntity({ spec: { more: { $yaml: './more.yaml' } } });
    const root = folderOf({ 'catalog.yaml': toYaml(named), 'more.yaml': '['.repeat(1_048_000) });
    const first = await readFolder(root);
    expect(first.problems[0]?.message).toContain('of memory to be read');
    writeFiles(root, { 'more.yaml': 'few: true' });
    expect((await readFolder(root, undefined, memoryOf(first))).entities[0]?.spec?.['more']).toEqual({ few: true });
  }, 60_000);
});
