import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Directory } from './directory.ts';

/**
 * Has the indexes built that questions are answered from, so that the first one need not wait for them (two seconds with
 * 100,000 entities). Other work has its turn in between.
 */
export async function prepareDirectory(directory: Directory): Promise<void> {
  const steps: readonly (() => unknown)[] = [
    () => directory.related('', 'ownedBy'),
    () => directory.search('a', {}, 1),
    () => directory.resolve('a', {}),
  ];
  for (const step of steps) {
    await nextTurn();
    step();
  }
}
