import type { Lookup } from '#callboard/core/commands/lookup.ts';
import type { Option } from '#callboard/core/forms/form.ts';
import type { Identity } from '#callboard/core/identity/identity.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Directory, DirectoryEntry } from '#callboard/catalog/directory.ts';
import { displayName } from '#callboard/catalog/entity-text.ts';
import { readEntityFilter } from '#callboard/catalog/read-entity-filter.ts';
import { textsOf } from '../json-object.ts';

/** The lookups of form fields that know who asks, and of tags; by name. */
export function createFieldLookups(
  directory: Directory,
  { userOf }: Pick<Identity, 'userOf'>,
): Readonly<Record<'owned-entities' | 'my-groups' | 'tags', Lookup>> {
  const groupsOf = (userRef: string): readonly string[] => directory.related(userRef, 'memberOf');
  const among = (refs: readonly string[], query: string, filter: string, limit: number): readonly Option[] => {
    const { kinds, fits } = readEntityFilter(filter);
    const wanted = new Set(refs);
    return directory
      .search(query, kinds ? { kinds } : {}, directory.size())
      .filter(({ entry }) => wanted.has(entry.ref) && fits(entry))
      .slice(0, limit)
      .map(({ entry }) => toOption(entry));
  };
  return {
    'owned-entities': async (query, filter, asker, limit) => {
      const userRef = await userOf(asker);
      if (userRef === undefined) return [];
      const owned = [userRef, ...groupsOf(userRef)].flatMap((owner) => directory.related(owner, 'ownerOf'));
      return among(owned, query, filter, limit);
    },
    'my-groups': async (query, filter, asker, limit) => {
      const userRef = await userOf(asker);
      return userRef === undefined ? [] : among(groupsOf(userRef), query, filter, limit);
    },
    tags: async (query, filter, _asker, limit) => tagsIn(directory, query, filter, limit),
  };
}

/** The tags of entities that begin with what is typed, the usual ones first. @param filter JSON with `kinds` */
function tagsIn(directory: Directory, query: string, filter: string, limit: number): readonly Option[] {
  const parsed: Json = filter === '' ? null : JSON.parse(filter);
  const kinds = isJsonObject(parsed) ? textsOf(parsed['kinds']).map((kind) => kind.toLowerCase()) : [];
  const counts = new Map<string, number>();
  for (const { entry } of directory.search('', kinds.length > 0 ? { kinds } : {}, directory.size())) {
    for (const tag of entry.entity.metadata.tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts]
    .filter(([tag]) => tag.startsWith(query.trim().toLowerCase()))
    .toSorted(([a, first], [b, second]) => second - first || a.localeCompare(b))
    .slice(0, limit)
    .map(([tag]) => ({ label: tag, value: tag }));
}

const toOption = ({ ref, entity }: DirectoryEntry): Option => ({ label: displayName(entity), value: ref, detail: ref });
