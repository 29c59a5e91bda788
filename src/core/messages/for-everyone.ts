import type { Address } from './address.ts';

/** The same place, seen by all who are in it. */
export function forEveryone(address: Address): Address {
  if (address.kind === 'person') return address;
  const { onlyFor: _onlyFor, ...everyone } = address;
  return everyone;
}
