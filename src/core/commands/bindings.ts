import type { Address } from '../messages/address.ts';
import type { Records } from '../storage/records.ts';

/** What channels are bound to: questions there that name nothing are about it. */
export interface Bindings {
  /** The ref that the place is bound to, outside and inside of its threads. */
  readonly of: (address: Address) => Promise<string | undefined>;
  /** Whether a ref is of something that is there. */
  readonly isThere: (ref: string) => boolean;
  /** @returns false where it is no place that others could be in */
  readonly bind: (address: Address, ref: string) => Promise<boolean>;
  /** @returns the ref that it was bound to */
  readonly unbind: (address: Address) => Promise<string | undefined>;
  /** Called once, by the plugin that knows what there is. */
  readonly useKnown: (isThere: (ref: string) => boolean) => void;
}

/** Keeps what channels are bound to in the store's records, until somebody unbinds them. */
export function createBindings(records: Records): Bindings {
  let isThere = (_ref: string): boolean => true;
  const read = async (address: Address): Promise<string | undefined> => {
    const key = keyOf(address);
    const value = key === undefined ? undefined : (await records.get(key))?.value;
    return typeof value === 'string' ? value : undefined;
  };
  return {
    of: read,
    isThere: (ref) => isThere(ref),
    useKnown: (given) => {
      isThere = given;
    },
    bind: async (address, ref) => {
      const key = keyOf(address);
      if (key !== undefined) await records.put(key, ref);
      return key !== undefined;
    },
    unbind: async (address) => {
      const bound = await read(address);
      const key = keyOf(address);
      if (key !== undefined) await records.remove(key);
      return bound;
    },
  };
}

const keyOf = (address: Address): string | undefined =>
  address.kind === 'place' ? `${address.surface} ${address.conversation}` : undefined;
