import { Refusal } from '#callboard/core/refusal.ts';
import type { RemoteHost } from './remote-host.ts';

/** @throws Refusal `no-such-owner` where the host is configured with owners, and this is none of them */
export function refuseStrangeOwner({ host, owners }: Pick<RemoteHost, 'host' | 'owners'>, owner: string): void {
  if (owners.length === 0 || owners.some((known) => known.toLowerCase() === owner.toLowerCase())) return;
  throw new Refusal(`The bot does nothing under ${owner} at ${host}.`, {
    code: 'no-such-owner',
    hint: `Choose one of: ${owners.join(', ')}.`,
  });
}
