import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Hands out the folder that a person named, or one that nobody looks at, which goes at the end.
 * @param out as it was typed
 */
export async function inFolder<Result>(
  out: string | undefined,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  if (out !== undefined) return use(resolve(out));
  const folder = await mkdtemp(join(tmpdir(), 'callboard-dry-run-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
