import { describe, expect, test } from 'vitest';
import { createListedTree } from '#callboard/catalog/listed-tree.ts';

const files = [
  'catalog-info.yaml',
  'services/a/info.yaml',
  'services/b/info.yaml',
  'services/b/notes.txt',
  '.github/x.yaml',
  'node_modules/x/x.yml',
];

function build(patterns: readonly string[] = ['catalog-info.yaml'], version = 'one') {
  let listings = 0;
  const tree = createListedTree({
    name: 'repository',
    patterns,
    version,
    files: async () => {
      listings += 1;
      return new Map(files.map((path) => [path, `version of ${path}`]));
    },
    readText: async (path) => ({ text: `text of ${path}` }),
    viewUrlOf: (path) => `https://git.example/${path}`,
  });
  return { tree, listings: () => listings };
}

describe('a tree of listed files', () => {
  test.each([
    ['catalog-info.yaml', ['catalog-info.yaml']],
    ['./catalog-info.yaml', ['catalog-info.yaml']],
    ['services', ['services/a/info.yaml', 'services/b/info.yaml']],
    ['services/*/info.yaml', ['services/a/info.yaml', 'services/b/info.yaml']],
    ['**/info.yaml', ['services/a/info.yaml', 'services/b/info.yaml']],
    ['.', ['catalog-info.yaml', 'services/a/info.yaml', 'services/b/info.yaml']],
    ['.github', ['.github/x.yaml']],
    ['**/*.yml', []],
    ['nothing.yaml', []],
  ])('finds for %s what a folder on the disk would', async (pattern, found) => {
    expect(await build().tree.find(pattern)).toEqual(found);
  });

  test('is listed once, and not before something of it is asked for', async () => {
    const { tree, listings } = build();
    expect(listings()).toBe(0);
    await tree.find('services');
    expect(await (await tree.open('catalog-info.yaml')).read()).toEqual({ text: 'text of catalog-info.yaml' });
    expect(listings()).toBe(1);
  });

  test('says of a file that is not there, or is outside, that it is', async () => {
    const { tree } = build();
    expect(await (await tree.open('gone.yaml')).read()).toEqual({ failure: 'is not there' });
    expect(await (await tree.include('services/a/info.yaml', '../b/info.yaml')).read()).toEqual({
      text: 'text of services/b/info.yaml',
    });
    expect(await (await tree.include('catalog-info.yaml', '../secret')).read()).toMatchObject({
      failure: expect.stringContaining('is outside'),
    });
    expect(tree.locate('catalog-info.yaml', '../x.yaml')).toMatchObject({
      failure: expect.stringContaining('outside'),
    });
    expect(tree.locate('catalog-info.yaml', '{a,b}.yaml')).toMatchObject({
      failure: expect.stringContaining('braces'),
    });
  });

  test('is another version where other files of it are wanted', () => {
    const { tree } = build();
    expect(build().tree.version).toBe(tree.version);
    expect(build(['other.yaml']).tree.version).not.toBe(tree.version);
    expect(build(undefined, 'two').tree.version).not.toBe(tree.version);
  });
});
