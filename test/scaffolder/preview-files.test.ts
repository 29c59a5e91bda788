import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { previewFiles } from '#callboard/scaffolder/preview-files.ts';
import { writeFiles } from './start-scaffolder.ts';

const start = async (files: Readonly<Record<string, string>>) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'callboard-preview-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFiles(folder, files);
  return folder;
};

test('files are listed with the beginnings of their texts, whole lines of them', async () => {
  const line = `${'ä'.repeat(30)}\n`;
  const folder = await start({ 'b/c.txt': line.repeat(100), 'a.txt': 'short', 'empty.txt': '' });
  await writeFile(path.join(folder, 'picture.png'), Buffer.from([0, 255, 0]));
  await symlink('/etc/passwd', path.join(folder, 'link'));
  expect(await previewFiles(folder)).toEqual([
    { path: 'a.txt', bytes: 5, preview: 'short' },
    { path: 'b/c.txt', bytes: 6100, preview: line.repeat(32) },
    { path: 'empty.txt', bytes: 0, preview: '' },
    { path: 'link', bytes: 0, preview: '→ /etc/passwd' },
    { path: 'picture.png', bytes: 3 },
  ]);
});

test('only the first fifty are read', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `${100 + index}.txt`);
  const folder = await start(Object.fromEntries(names.map((name) => [name, 'x'])));
  const found = await previewFiles(folder);
  expect(found).toHaveLength(60);
  expect(found.filter(({ preview }) => preview !== undefined)).toHaveLength(50);
});
