import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** How much may be fetched into a repository. */
export interface Room {
  /** What git keeps of it, absolute; it need not be there yet. */
  readonly gitFolder: string;
  readonly bytesAtMost: number;
}

export interface RoomWatch {
  /** Aborted as soon as more has come. */
  readonly signal: AbortSignal;
  /** Ends the watch. What git has left of a transfer that was too large is removed. @returns whether it was */
  readonly end: () => Promise<boolean>;
}

/** A host that sends as fast as a disk writes goes over by some 100 MB until it is noticed. */
const intervalMs = 250;

/** Watches how much git fetches into a repository: git itself takes whatever a host sends. */
export async function watchRoom({ gitFolder, bytesAtMost }: Room): Promise<RoomWatch> {
  const before = await bytesFetched(gitFolder);
  const over = new AbortController();
  const look = async (): Promise<void> => {
    if ((await bytesFetched(gitFolder)) - before > bytesAtMost) over.abort();
  };
  // What it cannot read, it tells at the end.
  const timer = setInterval(() => void look().catch(() => undefined), intervalMs);
  return {
    signal: over.signal,
    end: async () => {
      clearInterval(timer);
      await look();
      if (over.signal.aborted) await removeUnfinished(packsOf(gitFolder));
      return over.signal.aborted;
    },
  };
}

/** The bytes of a repository's packs, those included that are just arriving; 0 where it is not there. */
async function bytesFetched(gitFolder: string): Promise<number> {
  const packs = packsOf(gitFolder);
  // One that is gone by now has got its final name, and is counted the next time.
  const sizes = (await filesOf(packs)).map(
    async (name) => (await stat(join(packs, name)).catch(() => undefined))?.size,
  );
  return (await Promise.all(sizes)).reduce<number>((sum, size = 0) => sum + size, 0);
}

async function removeUnfinished(packs: string): Promise<void> {
  const unfinished = (await filesOf(packs)).filter((name) => name.startsWith('tmp_'));
  for (const name of unfinished) await rm(join(packs, name), { force: true });
}

const packsOf = (gitFolder: string): string => join(gitFolder, 'objects', 'pack');

async function filesOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
