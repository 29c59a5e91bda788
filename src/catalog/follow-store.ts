import type { CatalogStore } from './catalog-store.ts';
import type { Directory } from './directory.ts';

/**
 * Brings the directory up to the store: reads only what changed since the directory's revision.
 * Whoever asks while a reading is under way waits for one that starts after it.
 * @returns the function that does so once
 */
export function createFollower(store: Pick<CatalogStore, 'changesSince'>, directory: Directory): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    const changes = await store.changesSince(directory.revision());
    if (changes.revision > directory.revision()) directory.apply(changes);
  };

  const start = (): Promise<void> => {
    const mine = read().finally(() => {
      if (running === mine) running = undefined;
    });
    running = mine;
    return mine;
  };

  return () => {
    if (!running) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return start();
      });
    return next;
  };
}
