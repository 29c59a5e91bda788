import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long one piece of work may keep all others waiting, in milliseconds. */
const longestMs = 5;

/** Something to await between the pieces of a long work: others have their turn once it took a while. */
export function createBreaths(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longestMs) return;
    await nextTurn();
    since = performance.now();
  };
}
