/** Runs a task once every earlier one of the same key has ended, however it did. */
export type TakeTurns = <Result>(key: string, task: () => Promise<Result>) => Promise<Result>;

/** Turns for one process: tasks of different keys run side by side. */
export function createTurns(): TakeTurns {
  const last = new Map<string, Promise<unknown>>();
  return async (key, task) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(task, task);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
