import type { Directory, DirectoryEntry } from './directory.ts';
import { isDeprecated } from './is-deprecated.ts';
import { leadOf, membersOf } from './owner.ts';

/** Whether there is somebody to ask at an owner, a Group or a User. */
export type OwnerState = 'missing' | 'deprecated' | 'empty' | 'there';

/** What is known of an owner by its ref. A user needs no members. */
export function ownerState(ref: string, directory: Directory): OwnerState {
  const entry = directory.get(ref);
  if (!entry) return 'missing';
  if (isDeprecated(entry)) return 'deprecated';
  return ref.startsWith('group:') && membersOf(ref, directory).length === 0 ? 'empty' : 'there';
}

/** Who can be asked in an owner's place. */
export interface StandIn {
  /** The ref of a Group or a User. */
  readonly ref: string;
  /** The ref of what it owns and the subject is a part of; undefined of a group above the owner. */
  readonly ownsWhole?: string;
}

/**
 * Who can be asked where an owner can't: the nearest groups above it that have a lead or members; where there are none,
 * the owners of the nearest thing that the subject is a part of, such as its system, else its domain.
 * @param ownerRef undefined where the subject names no owner
 */
export function standInsFor(
  { ref }: DirectoryEntry,
  ownerRef: string | undefined,
  directory: Directory,
): readonly StandIn[] {
  const parentsOf = (group: string) => directory.related(group, 'childOf');
  const levels = ownerRef === undefined ? [] : nearest(ownerRef, parentsOf);
  const above = levels
    .map((groups) => groups.filter((group) => canHelp(group, directory)))
    .find((groups) => groups.length > 0);
  if (above) return above.map((group) => ({ ref: group }));
  const wholes = nearest(ref, (part) => directory.related(part, 'partOf'));
  const owners = wholes.map((level) => level.flatMap((whole) => helpingOwners(whole, ownerRef, directory)));
  return owners.find((level) => level.length > 0) ?? [];
}

const helpingOwners = (ownsWhole: string, other: string | undefined, directory: Directory): readonly StandIn[] =>
  directory
    .related(ownsWhole, 'ownedBy')
    .filter((owner) => owner !== other && canHelp(owner, directory))
    .map((owner) => ({ ref: owner, ownsWhole }));

function canHelp(ref: string, directory: Directory): boolean {
  const state = ownerState(ref, directory);
  const entry = directory.get(ref);
  return state === 'there' || (state === 'empty' && entry !== undefined && leadOf(entry) !== undefined);
}

/** What is one step away from a ref, then two, and so on; nothing twice. */
function nearest(ref: string, next: (ref: string) => readonly string[]): readonly (readonly string[])[] {
  const seen = new Set([ref]);
  const levels: (readonly string[])[] = [];
  let level: readonly string[] = [ref];
  while (level.length > 0) {
    level = [...new Set(level.flatMap(next))].filter((found) => !seen.has(found));
    for (const found of level) seen.add(found);
    if (level.length > 0) levels.push(level);
  }
  return levels;
}
