import { leadAnnotation } from './annotations.ts';
import { neededBy } from './dependency-steps.ts';
import type { Directory, DirectoryEntry } from './directory.ts';
import { formatEntityRef, parseEntityRef } from './entity-ref.ts';
import { isDeprecated } from './is-deprecated.ts';
import { textsOf } from './json-values.ts';

/** Something of the catalog that time has passed by. */
export type Stale =
  /** It is deprecated, and these still need it. */
  | { readonly kind: 'deprecated'; readonly entry: DirectoryEntry; readonly neededBy: readonly string[] }
  /** These name an owner who is not in the catalog. */
  | { readonly kind: 'owner'; readonly owner: string; readonly owned: readonly DirectoryEntry[] }
  /** A team names a member or a lead who is not in the catalog. */
  | { readonly kind: 'person'; readonly user: string; readonly groups: readonly DirectoryEntry[] };

/** Finds what is stale, in one pass: what others rely on first. */
export function findStale(entries: Iterable<DirectoryEntry>, directory: Directory): readonly Stale[] {
  const deprecated: Stale[] = [];
  const owners = new Map<string, DirectoryEntry[]>();
  const people = new Map<string, DirectoryEntry[]>();
  const missing = createMissing(directory);
  const note = (map: Map<string, DirectoryEntry[]>, ref: string | undefined, entry: DirectoryEntry) => {
    if (ref === undefined) return;
    const known = map.get(ref);
    if (known) known.push(entry);
    else map.set(ref, [entry]);
  };
  for (const entry of entries) {
    const { entity, ref } = entry;
    const namespace = entity.metadata.namespace ?? 'default';
    for (const owner of textsOf(entity.spec?.['owner'])) note(owners, missing(owner, 'group', namespace), entry);
    if (ref.startsWith('group:')) {
      const lead = entity.metadata.annotations?.[leadAnnotation];
      const named = [...textsOf(entity.spec?.['members']), ...(lead === undefined ? [] : [lead])];
      for (const user of new Set(named)) note(people, missing(user, 'user', namespace), entry);
    }
    if (!isDeprecated(entry)) continue;
    const others = neededBy(ref, directory);
    if (others.length > 0) deprecated.push({ kind: 'deprecated', entry, neededBy: others });
  }
  return [
    ...deprecated,
    ...[...owners].map(([owner, owned]): Stale => ({ kind: 'owner', owner, owned })),
    ...[...people].map(([user, groups]): Stale => ({ kind: 'person', user, groups })),
  ];
}

/** Tells the full ref of what a text names and is not there; few names are said many times. */
function createMissing(directory: Directory): (text: string, kind: string, namespace: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (text, kind, namespace) => {
    const key = `${kind} ${namespace} ${text}`;
    if (known.has(key)) return known.get(key);
    const parsed = parseEntityRef(text, { kind, namespace });
    const ref = parsed && formatEntityRef(parsed);
    const missing = ref !== undefined && directory.get(ref) === undefined ? ref : undefined;
    known.set(key, missing);
    return missing;
  };
}
