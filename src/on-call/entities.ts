import type { Directory } from '#callboard/catalog/directory.ts';
import type { Entity } from '#callboard/catalog/entity.ts';

/** What people call an entity: its profile's display name, else its title, else its name. */
export function nameOf({ metadata, spec }: Entity): string {
  const profile = spec?.['profile'];
  const displayName =
    typeof profile === 'object' && profile !== null && 'displayName' in profile ? profile.displayName : undefined;
  return typeof displayName === 'string' && displayName !== '' ? displayName : (metadata.title ?? metadata.name);
}

/** Who answers for an entity: itself where it is a group or a user, else its owner's ref. */
export function ownerOf(ref: string, directory: Directory): string | undefined {
  return /^(group|user):/.test(ref) ? ref : directory.related(ref, 'ownedBy')[0];
}

/** Refs of the members of a group, then of those of the groups below it. */
export function membersOf(groupRef: string, directory: Directory): readonly string[] {
  const groups = new Set([groupRef]);
  for (const group of groups) for (const child of directory.related(group, 'parentOf')) groups.add(child);
  return [...new Set([...groups].flatMap((group) => directory.related(group, 'hasMember')))];
}
