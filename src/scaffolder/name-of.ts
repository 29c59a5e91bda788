import { displayName } from '#callboard/catalog/entity-text.ts';
import type { Scaffolder } from './scaffolder.ts';

/** What people call an entity, such as a user or a group; its ref where the catalog does not have it. */
export function nameOf(ref: string, { catalog }: Pick<Scaffolder, 'catalog'>): string {
  const entry = catalog.directory.get(ref);
  return entry ? displayName(entry.entity) : ref;
}
