/**
 * Gathers what is asked for at the same time, and acts on it at once.
 * @returns asks for one more; it resolves, or rejects, with the batch
 */
export function inBatches<Item>(act: (items: readonly Item[]) => Promise<void>): (item: Item) => Promise<void> {
  let waiting: Item[] = [];
  let batch: Promise<void> | undefined;
  return (item) => {
    waiting.push(item);
    batch ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      const items = waiting;
      waiting = [];
      batch = undefined;
      return act(items);
    });
    return batch;
  };
}
