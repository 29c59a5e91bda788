import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFolderTree } from '#callboard/catalog/folder-tree.ts';
import { temporaryFolder, writeFiles } from './start-catalog.ts';

test.each(['../secret.txt', './link.txt'])(
  'a file of this machine does not include %s, which is outside',
  async (target) => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'secret.txt': 'secret', 'root/catalog.yaml': '', 'root/own.txt': 'own' });
    const root = join(folder, 'root');
    symlinkSync('../secret.txt', join(root, 'link.txt'));
    const tree = createFolderTree({ patterns: ['catalog.yaml'], root: async () => root });
    const [file = ''] = await tree.find('catalog.yaml');
    expect(await (await tree.include(file, './own.txt')).read()).toEqual({ text: 'own' });
    expect(await (await tree.include(file, target)).read()).toMatchObject({
      failure: expect.stringContaining('is outside'),
    });
  },
);
