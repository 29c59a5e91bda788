import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from '#callboard/catalog/read-tree.ts';
import { buildEntity, toYaml } from './entity-builder.ts';
import { temporaryFolder, writeFiles } from './start-catalog.ts';

const component = (name: string) => toYaml(buildEntity({ name }));
const location = (...targets: string[]) => toYaml(buildEntity({ kind: 'Location', name: 'all', spec: { targets } }));

function treeOf(files: Readonly<Record<string, string | Uint8Array>>) {
  const root = join(temporaryFolder(), 'root');
  mkdirSync(root);
  writeFiles(root, files);
  return { sourceId: 'source', root, isConfined: true };
}

async function read(files: Readonly<Record<string, string | Uint8Array>>, ...patterns: string[]) {
  const { entities, problems, ...rest } = await readTree(
    treeOf(files),
    patterns.length > 0 ? patterns : ['catalog.yaml'],
  );
  return { ...rest, names: entities.map(({ entity }) => entity.metadata.name), entities, problems };
}

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
    ['in another encoding', new Uint8Array([0x6b, 0x3a, 0x20, 0xe9, 0x0a]), 'is not UTF-8 text'],
  ])('%s are a problem and hold up nothing', async (_what, content, reason) => {
    const { names, problems } = await read({ 'a.yaml': content, 'b.yaml': component('b') }, '*.yaml');
    expect(names).toEqual(['b']);
    expect(problems).toMatchObject([{ file: 'a.yaml', line: 1, column: 1 }]);
    expect(problems[0]?.message).toContain(reason);
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
    const tree = treeOf({ 'catalog.yaml': location(target) });
    writeFiles(join(tree.root, '..'), { 'outside.yaml': component('outside') });
    const { entities, problems } = await readTree(tree, ['catalog.yaml']);
    expect(entities.map(({ entity }) => entity.metadata.name)).toEqual(['all']);
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

  test('that names an address on the network is told that it is not read', async () => {
    const { problems } = await read({ 'catalog.yaml': location('https://example.com/catalog-info.yaml') });
    expect(problems[0]?.message).toContain('which is not read yet');
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
    expect(entities[0]?.entity.spec?.['definition']).toBe('type Query');
  });

  test('$json and $yaml become the value of the file', async () => {
    const spec = { parameters: { $json: './p.json' }, steps: [{ $yaml: './s.yaml' }] };
    const files = {
      'catalog.yaml': toYaml(buildEntity({ kind: 'Template', spec })),
      'p.json': '{"title": "Which"}',
      's.yaml': 'action: debug:log\n',
    };
    const { entities } = await read(files);
    expect(entities[0]?.entity.spec).toMatchObject({
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
    ['a file on the network', 'https://example.com/openapi.yaml', 'is not read yet'],
    ['a link that leads out of the repository', './link.txt', 'is outside'],
  ])('for %s is one problem of its document', async (_what, target, reason) => {
    const tree = treeOf({ 'catalog.yaml': api({ $text: target }) });
    writeFiles(join(tree.root, '..'), { 'secret.txt': 'secret' });
    symlinkSync('../secret.txt', join(tree.root, 'link.txt'));
    const { entities, problems, rejected } = await readTree(tree, ['catalog.yaml']);
    expect(entities).toEqual([]);
    expect(problems).toMatchObject([{ path: 'spec.definition' }]);
    expect(problems[0]?.message).toContain(reason);
    expect(rejected).toEqual([{ file: 'catalog.yaml', ref: 'api:default/api' }]);
  });
});
