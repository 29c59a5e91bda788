import type { People } from '#callboard/core/identity/identity.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { DirectoryInMemory } from './directory-in-memory.ts';
import { displayName } from './entity-text.ts';
import { parseEntityRef, formatEntityRef } from './entity-ref.ts';

/** The users of the catalog, as identity asks for them. */
export function createPeople(directory: DirectoryInMemory): People {
  return {
    findByAnnotation: (annotation, value) =>
      directory.withAnnotation(annotation, value).find((ref) => ref.startsWith('user:')),
    findByEmail: (email) => directory.withEmail(email.toLowerCase()).find((ref) => ref.startsWith('user:')),
    findByName: (text) => {
      const ref = parseEntityRef(text, { kind: 'user' });
      const full = ref && formatEntityRef(ref);
      return full?.startsWith('user:') && directory.get(full) ? full : undefined;
    },
    isMember: (userRef, groupRef) => groupsOf(directory, userRef).has(groupRef.toLowerCase()),
    emailOf: (userRef) => {
      const profile = directory.get(userRef)?.entity.spec?.['profile'];
      return isJsonObject(profile) && typeof profile['email'] === 'string' ? profile['email'] : undefined;
    },
    nameOf: (userRef) => {
      const found = directory.get(userRef);
      return found && displayName(found.entity);
    },
    annotationsOf: (userRef) => directory.get(userRef)?.entity.metadata.annotations ?? {},
  };
}

/** The groups of a user, and all that are above them. */
function groupsOf(directory: DirectoryInMemory, userRef: string): ReadonlySet<string> {
  const groups = new Set(directory.related(userRef, 'memberOf'));
  for (const group of groups) for (const parent of directory.related(group, 'childOf')) groups.add(parent);
  return groups;
}
