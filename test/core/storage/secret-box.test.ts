import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSecretKey } from '#callboard/core/storage/read-secret-key.ts';
import { createSecretBox, isSealed } from '#callboard/core/storage/secret-box.ts';

describe('a secret box', () => {
  const box = createSecretBox(randomBytes(32));

  it.each(['hunter2', '', 'ä €  𝔸', 'x'.repeat(10_000)])('gives back what it sealed: %.20j', (text) => {
    expect(box.open(box.seal(text))).toBe(text);
  });

  it('shows nothing of the text, and never seals it the same way twice', () => {
    const sealed = box.seal('hunter2');
    expect(isSealed(sealed)).toBe(true);
    expect(Buffer.from(sealed.split(':').at(-1) ?? '', 'base64url').includes('hunter2')).toBe(false);
    expect(box.seal('hunter2')).not.toBe(sealed);
  });

  it('says of another key which one is needed, and what to do', () => {
    const sealed = createSecretBox(randomBytes(32)).seal('hunter2');
    const keyId = sealed.split(':')[2];
    expect(() => box.open(sealed)).toThrow(`A secret was sealed with the key ${keyId}, and this instance has the key`);
    expect(() => box.open(sealed)).toThrow(
      expect.objectContaining({ code: 'other-secret-key', hint: expect.stringContaining('secretKey') }),
    );
  });

  it('refuses what was changed since, cut short, or never sealed', () => {
    const sealed = box.seal('hunter2');
    const changed = `${sealed.slice(0, -4)}${sealed.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    for (const text of [changed, sealed.slice(0, 30), 'hunter2', '', 'sealed:1:00000000:']) {
      expect(() => box.open(text), text).toThrow(expect.objectContaining({ name: 'Refusal' }));
    }
  });
});

describe('the key that secrets are sealed with', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'callboard-key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is generated once into the data folder, for its owner alone, also where several start at once', async () => {
    const data = join(folder, 'data');
    const keys = await Promise.all(Array.from({ length: 8 }, () => readSecretKey(undefined, data)));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await readdir(data)).toEqual(['secret-key']);
    expect((await stat(join(data, 'secret-key'))).mode & 0o777).toBe(0o600);
    expect((await readSecretKey(undefined, data)).equals(keys[0] ?? Buffer.alloc(0))).toBe(true);
  });

  it('is derived from the configured text, and no file is made then', async () => {
    const text = 'a long text that nobody can guess';
    const key = await readSecretKey(text, folder);
    expect(key).toHaveLength(32);
    expect(key.equals(await readSecretKey(text, '/nowhere'))).toBe(true);
    expect(key.equals(await readSecretKey(`${text}!`, folder))).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not made anew over a file that holds none', async () => {
    const file = join(folder, 'secret-key');
    await writeFile(file, 'no key\n');
    await expect(readSecretKey(undefined, folder)).rejects.toThrow(`${file} holds no key of 32 bytes.`);
    expect(await readFile(file, 'utf8')).toBe('no key\n');
  });
});
