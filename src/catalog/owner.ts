import { leadAnnotation } from './annotations.ts';
import type { Directory, DirectoryEntry } from './directory.ts';
import { formatEntityRef, parseEntityRef } from './entity-ref.ts';
import { kindRank } from './search-index.ts';

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

/** Refs of a group, then of the groups below it. */
export function groupsUnder(groupRef: string, directory: Directory): readonly string[] {
  const groups = new Set([groupRef]);
  for (const group of groups) for (const child of directory.related(group, 'parentOf')) groups.add(child);
  return [...groups];
}

/** Refs of the members of a group, then of those of the groups below it. */
export function membersOf(groupRef: string, directory: Directory): readonly string[] {
  return [...new Set(groupsUnder(groupRef, directory).flatMap((group) => directory.related(group, 'hasMember')))];
}

/** Of several things with one owner it does not matter which is meant: the one that people ask about most stands. */
export function settleByOwner(entries: readonly DirectoryEntry[], directory: Directory): readonly DirectoryEntry[] {
  const owners = new Set(entries.map((entry) => ownerOf(entry, directory)));
  return owners.size === 1 ? entries.toSorted((a, b) => kindRank(a) - kindRank(b)).slice(0, 1) : entries;
}
