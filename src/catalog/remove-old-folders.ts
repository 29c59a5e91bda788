import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder that was not touched for that long is in nobody's use any more. */
const keptMs = 60 * 60 * 1000;

/**
 * Removes what is in a folder and was not touched for an hour: what is used no more, or left by a process that was
 * killed.
 * @param folder absolute; others may remove from it at the same time
 */
export async function removeOldFolders(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const stats = await stat(path).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (stats && stats.mtimeMs < now.getTime() - keptMs) await rm(path, { recursive: true, force: true });
  }
}
