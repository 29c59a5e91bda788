import type { Address } from './address.ts';

/** The same place, in a message of its own. */
export function beside(address: Address): Address {
  if (address.kind === 'person') return address;
  const { replaces: _replaces, ...place } = address;
  return place;
}
