import { leadAnnotation } from './annotations.ts';
import type { Directory, DirectoryEntry } from './directory.ts';
import { formatEntityRef, parseEntityRef } from './entity-ref.ts';

/** Who answers for an entity: itself where it is a group or a user, else the ref in `spec.owner`. */
export function ownerOf({ ref }: DirectoryEntry, directory: Directory): string | undefined {
  return /^(?:group|user):/.test(ref) ? ref : directory.related(ref, 'ownedBy')[0];
}

/** The ref of the user who leads a group, by its annotation; undefined where it names none. */
export function leadOf({ entity }: DirectoryEntry): string | undefined {
  const text = entity.metadata.annotations?.[leadAnnotation];
  const namespace = entity.metadata.namespace ?? 'default';
  const ref = text === undefined ? undefined : parseEntityRef(text, { kind: 'user', namespace });
  return ref && formatEntityRef(ref);
}

/** Refs of the members of a group, then of those of the groups below it. */
export function membersOf(groupRef: string, directory: Directory): readonly string[] {
  const groups = new Set([groupRef]);
  for (const group of groups) for (const child of directory.related(group, 'parentOf')) groups.add(child);
  return [...new Set([...groups].flatMap((group) => directory.related(group, 'hasMember')))];
}
