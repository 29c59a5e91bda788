import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';

/** A generated key's file in the data folder. */
const fileName = 'secret-key';
const keyBytes = 32;

/**
 * The key that secrets are sealed with: derived from the configured text, else the one in the data folder, which is
 * generated where there is none.
 * @param configured `secretKey` of the configuration: 32 characters or more that nobody guesses
 * @param dataFolder absolute
 * @throws Refusal where the file in the data folder holds no key
 */
export async function readSecretKey(configured: string | undefined, dataFolder: string): Promise<Buffer> {
  if (configured !== undefined) return Buffer.from(hkdfSync('sha256', configured, '', 'callboard secrets', keyBytes));
  const file = join(dataFolder, fileName);
  const text = (await readIfThere(file)) ?? (await generate(file, dataFolder));
  const key = Buffer.from(text.trim(), 'base64url');
  if (key.length === keyBytes) return key;
  throw new Refusal(`${file} holds no key of ${keyBytes} bytes.`, {
    code: 'wrong-secret-key',
    hint: 'Bring the file back from a copy. Without one, delete it: a new key is made, and what was sealed with the old one must be entered again.',
  });
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** Whole from the moment that it is there, and one alone where several instances start at once. */
async function generate(file: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const mine = `${file}.${randomBytes(8).toString('hex')}`;
  try {
    await writeFile(mine, `${randomBytes(keyBytes).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    await link(mine, file).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
    return await readFile(file, 'utf8');
  } finally {
    await rm(mine, { force: true });
  }
}
