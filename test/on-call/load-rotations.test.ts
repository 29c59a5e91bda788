import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadRotations } from '../../src/on-call/load-rotations.ts';

const rotation = (owner: string) => `
  - { owner: ${owner}, timeZone: UTC, start: 2026-01-05, handover: "09:00", length: 1 week, people: [ada] }`;

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-rotations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

test('every file that a glob names is read once, relative to the folder', async () => {
  const folder = await folderWith({ 'a.yaml': `rotations:${rotation('a')}`, 'b.yaml': `rotations:${rotation('b')}` });
  const { rotations, problems } = await loadRotations(['*.yaml', join(folder, 'a.yaml')], folder);
  expect(rotations.map(({ ownerRef }) => ownerRef)).toEqual(['group:default/a', 'group:default/b']);
  expect(problems).toEqual([]);
});

test('a second rotation for an owner is told with the place of the first, and left out', async () => {
  const folder = await folderWith({ 'a.yaml': `rotations:${rotation('a')}${rotation('b')}${rotation('a')}` });
  const { rotations, problems } = await loadRotations(['a.yaml'], folder);
  expect(rotations).toHaveLength(2);
  expect(problems).toMatchObject([
    {
      file: join(folder, 'a.yaml'),
      line: 4,
      path: 'rotations[2].owner',
      message: `group:default/a has a rotation already, at ${join(folder, 'a.yaml')}:2:14: this one is left out.`,
    },
  ]);
});

test('a pattern that names no file is told with its place in the configuration', async () => {
  const folder = await folderWith({ 'b.yaml': `rotations:${rotation('b')}` });
  const { problems, unmatched } = await loadRotations(['b.yaml', 'none/*.yaml'], folder);
  expect(problems).toEqual([]);
  const message = `on-call.rotations[1]: no file fits none/*.yaml, which starts at ${folder}.`;
  expect(unmatched).toEqual([{ path: ['rotations', 1], message }]);
});

test('a file that cannot be read is told and holds no other back', async () => {
  const folder = await folderWith({ 'b.yaml': `rotations:${rotation('b')}` });
  await mkdir(join(folder, 'a.yaml'));
  const { rotations, problems } = await loadRotations(['*.yaml'], folder);
  expect(rotations).toHaveLength(1);
  expect(problems).toMatchObject([{ file: join(folder, 'a.yaml'), message: expect.stringContaining("can't be read") }]);
});
