import type { Lookup } from '#callboard/core/commands/lookup.ts';
import type { Option } from '#callboard/core/forms/form.ts';
import type { Directory, DirectoryEntry } from './directory.ts';
import { displayName } from './entity-text.ts';
import { readEntityFilter } from './read-entity-filter.ts';

/** Entities by what is typed, narrowed by what {@link readEntityFilter} reads. */
export function createEntityLookup(directory: Directory): Lookup {
  return async (query, filter, _asker, limit) => {
    const { kinds, hasConditions, fits } = readEntityFilter(filter);
    const matches = directory.search(query, kinds ? { kinds } : {}, hasConditions ? directory.size() : limit);
    return matches
      .filter(({ entry }) => fits(entry))
      .slice(0, limit)
      .map(({ entry }) => toOption(entry));
  };
}

/** Groups and users: whoever can own something. */
export function createOwnerLookup(directory: Directory): Lookup {
  const entities = createEntityLookup(directory);
  return (query, filter, asker, limit) => entities(query, filter === '' ? 'group,user' : filter, asker, limit);
}

const toOption = ({ ref, entity }: DirectoryEntry): Option => ({
  label: displayName(entity),
  value: ref,
  detail: ref,
});
