/** Numbers that look like chance and are the same for the same seed. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  readonly below: (limit: number) => number;
  /** One of a list. @throws Error where the list is empty */
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** Whether something happens that happens in this share of cases, 0 to 1. */
  readonly happens: (share: number) => boolean;
}

/** xorshift32: small, and good enough to mix a company. @param seed any whole number */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 16; warmUp += 1) next();
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: <Item>(items: readonly Item[]): Item => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('there is nothing to pick from');
      return item;
    },
    happens: (share) => next() < share,
  };
}
