import { hash } from 'node:crypto';
import { posix } from 'node:path';
import type { Source } from '../catalog-store.ts';
import type { DirectoryInMemory } from '../directory-in-memory.ts';
import type { DirectoryEntry } from '../directory.ts';
import { textsOf } from '../json-values.ts';
import { describeTarget } from '../source-target.ts';
import { isRemote } from '../source-tree.ts';
import { uidOf } from './served-entity.ts';

/** A source as Backstage's API has registered locations. */
export interface ServedLocation {
  readonly id: string;
  readonly type: 'file' | 'url';
  readonly target: string;
  readonly entityRef: string;
}

/** A source in that shape. Its ref is the one that Backstage gives to a registered location. */
export function servedLocation({ id, target }: Source): ServedLocation {
  const type = target.kind === 'file' ? 'file' : 'url';
  const place = describeTarget(target);
  const name = `generated-${hash('sha1', `${type}:${place}`)}`;
  return { id: uidOf(id), type, target: place, entityRef: `location:default/${name}` };
}

/** Refs of the Locations of the same source that name the file of an entity. */
export function parentsOf({ ref, origin }: DirectoryEntry, directory: DirectoryInMemory): readonly string[] {
  const names = (parent: DirectoryEntry) =>
    [parent.entity.spec?.['target'], parent.entity.spec?.['targets']]
      .flatMap(textsOf)
      .filter((target) => !isRemote(target))
      .map((target) => posix.join(posix.dirname(parent.origin.file), target))
      .some((pattern) => pattern === origin.file || posix.matchesGlob(origin.file, pattern));
  return directory
    .ofSource(origin.sourceId)
    .filter((parent) => parent.entity.kind === 'Location' && parent.ref !== ref && names(parent))
    .map((parent) => parent.ref);
}
