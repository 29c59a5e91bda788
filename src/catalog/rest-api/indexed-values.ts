import type { Directory, DirectoryEntry, RelationType } from '../directory.ts';
import { fieldValues } from '../field-values.ts';
import { relationTypes } from '../references.ts';
import { annotationsOf, documentOf, uidOf } from './served-entity.ts';

/** A value as it is written; null where it is null or too long: it is there, and equals nothing. */
export type IndexedValue = string | null;

/** Backstage's catalog compares neither longer keys nor longer values. */
const maximumLength = 200;

const annotationPrefix = 'metadata.annotations.';

/** A type of relations by its key, in lower case. */
export const relationByKey: ReadonlyMap<string, RelationType> = new Map(
  relationTypes.map((type) => [`relations.${type.toLowerCase()}`, type]),
);

/**
 * The values that filters, orders, facets and text searches see at a key of an entity, each once, case aside.
 * @param key in lower case, such as `metadata.name` or `relations.ownedby`
 */
export function indexedValues(entry: DirectoryEntry, key: string, directory: Directory): readonly IndexedValue[] {
  const relation = relationByKey.get(key);
  if (relation) return directory.related(entry.ref, relation).toSorted();
  if (key.length > maximumLength) return [];
  const values = valuesAt(entry, key).map((value) => {
    const text = value === null ? null : String(value);
    return text !== null && text.length > maximumLength ? null : text;
  });
  return values.length < 2 ? values : withoutRepeats(values);
}

function valuesAt(entry: DirectoryEntry, key: string) {
  if (key === 'metadata.namespace') return [entry.entity.metadata.namespace ?? 'default'];
  if (key === 'metadata.uid') return [uidOf(entry.ref)];
  // What tells one version from another is nothing to look for.
  if (key === 'metadata.etag') return [];
  if (!key.startsWith(annotationPrefix)) return fieldValues(documentOf(entry), key);
  return fieldValues(annotationsOf(entry), key.slice(annotationPrefix.length));
}

function withoutRepeats(values: readonly IndexedValue[]): readonly IndexedValue[] {
  const known = new Set<string | undefined>();
  return values.filter((value) => {
    const compared = value?.toLowerCase();
    return !known.has(compared) && known.add(compared);
  });
}
