import { Refusal } from '#callboard/core/refusal.ts';
import type { Repository } from '../git-host.ts';
import type { RemoteHost } from './remote-host.ts';

/** @throws Refusal `name-refused` where owner or name can't be one at the host */
export function refuseNames(
  { host, names }: Pick<RemoteHost, 'host' | 'names'>,
  { owner, name }: Pick<Repository, 'owner' | 'name'>,
): void {
  const [wrong, what] = names.owner.test(owner) ? [name, 'a repository'] : [owner, 'an owner'];
  if (names.owner.test(owner) && names.repository.test(name)) return;
  throw new Refusal(`"${wrong}" cannot be the name of ${what} at ${host}.`, { code: 'name-refused', hint: names.hint });
}
