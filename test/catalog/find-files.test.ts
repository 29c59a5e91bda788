import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFiles } from '#callboard/catalog/find-files.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-find-files-'));
  const files = [
    'catalog.yaml',
    'b/catalog-info.yaml',
    'a/catalog-info.yaml',
    'a/deep/catalog-info.yml',
    'c/readme.md',
    'd/catalog-info.yaml/not-a-file.yaml',
    'node_modules/catalog-info.yaml',
    'e/node_modules/catalog-info.yaml',
    '.hidden/catalog-info.yaml',
  ];
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), 'kind: Component\n');
  }
  await symlink(join(folder, 'a'), join(folder, 'linked'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const found = async (pattern: string): Promise<readonly string[]> =>
  (await findFiles(join(folder, pattern))).map((path) => path.slice(folder.length + 1));

describe('the files that a pattern stands for', () => {
  test('a file stands for itself, and what is not there for nothing', async () => {
    expect(await found('catalog.yaml')).toEqual(['catalog.yaml']);
    expect(await found('missing.yaml')).toEqual([]);
    expect(await found('*/missing.yaml')).toEqual([]);
    expect(await found('missing/*/catalog-info.yaml')).toEqual([]);
  });

  test('a folder stands for the YAML files below it, without hidden ones and those of package managers', async () => {
    expect(await found('.')).toEqual([
      'a/catalog-info.yaml',
      'a/deep/catalog-info.yml',
      'b/catalog-info.yaml',
      'catalog.yaml',
      'd/catalog-info.yaml/not-a-file.yaml',
    ]);
  });

  test('a name after a wildcard is looked for in every folder but a linked one; a folder of that name is no file', async () => {
    expect(await found('[a-l]*/catalog-info.yaml')).toEqual(['a/catalog-info.yaml', 'b/catalog-info.yaml']);
    expect(await found('{a,c}/deep/catalog-info.{yaml,yml}')).toEqual(['a/deep/catalog-info.yml']);
    expect(await found('{a/deep,b}/catalog-info.yaml')).toEqual(['b/catalog-info.yaml']);
    expect(await found('?/deep/catalog-info.yml')).toEqual(['a/deep/catalog-info.yml']);
  });

  test('what package managers keep is left out, also where it is named after a wildcard', async () => {
    expect(await found('*/catalog-info.yaml')).not.toContain('node_modules/catalog-info.yaml');
    expect(await found('*/node_modules/catalog-info.yaml')).toEqual([]);
  });
});
