import type { Asker } from '#callboard/core/identity/asker.ts';
import type { Identity } from '#callboard/core/identity/identity.ts';
import type { Directory } from '../directory.ts';
import { displayName } from '../entity-text.ts';

/** Who asks, by their name in the catalog; else by the one that they have in chat, which may have to be asked for. */
export async function nameOfAsker(
  asker: Asker,
  { userOf, profileOf }: Pick<Identity, 'userOf' | 'profileOf'>,
  directory: Directory,
): Promise<string> {
  const ref = await userOf(asker);
  const entry = ref === undefined ? undefined : directory.get(ref);
  if (entry) return displayName(entry.entity);
  if (asker.name !== undefined) return asker.name;
  const profile = await profileOf(asker);
  return typeof profile === 'object' ? profile.name : 'Somebody here';
}
