/**
 * Leases rows among instances: looks for free ones, then takes those that are still free. Where others were faster with
 * all of them it looks again, so that nothing is returned only when nothing is free.
 * @param find keys of free rows, in the order in which they are wanted
 * @param take leases those of the keys that are still free, in one statement
 */
export async function leaseRows<Row>(
  find: () => Promise<readonly { readonly key: string }[]>,
  take: (keys: string[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  for (;;) {
    const found = await find();
    if (found.length === 0) return [];
    const taken = await take(found.map(({ key }) => key));
    if (taken.length > 0) return taken;
  }
}
