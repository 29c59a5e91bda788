import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { removeOldFolders } from '#callboard/catalog/remove-old-folders.ts';

test('what was not touched for an hour is removed with all that is in it, and the rest stays', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-old-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const now = new Date('2026-03-01T12:00:00Z');
  for (const [name, time] of [
    ['left', '10:59'],
    ['used', '11:01'],
  ] as const) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'file'), '');
    await utimes(join(folder, name), now, new Date(`2026-03-01T${time}:00Z`));
  }
  await removeOldFolders(folder, now);
  expect(await readdir(folder)).toEqual(['used']);
});
