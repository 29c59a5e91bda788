import type { DirectoryInMemory } from '../directory-in-memory.ts';
import type { DirectoryEntry, RelationType } from '../directory.ts';
import { createEntryIndex, type EntryIndex } from '../entry-index.ts';
import { inverseOf, relationTypes } from '../references.ts';
import { comparable, fulfils, type Predicate } from './predicate.ts';
import { servedValues } from './served-entity.ts';

/** Entities by what is asked of them. */
export interface Selection {
  /** In no order. */
  readonly select: (predicate: Predicate) => readonly DirectoryEntry[];
  /** All, by ref. */
  readonly all: () => readonly DirectoryEntry[];
}

/** Keys whose values are indexed once they are asked for: each index costs some MB with 100,000 entities. */
const indexedKeys: ReadonlySet<string> = new Set([
  'metadata.name',
  'metadata.uid',
  'spec.type',
  'spec.owner',
  'spec.system',
]);

const relationByKey: ReadonlyMap<string, RelationType> = new Map(
  relationTypes.map((type) => [`relations.${type.toLowerCase()}`, type]),
);

/** Selects over the directory; what it indexes is built anew once the directory has changed. */
export function createSelection(directory: DirectoryInMemory): Selection {
  let revision = -1;
  let sorted: readonly DirectoryEntry[] | undefined;
  const indexes = new Map<string, EntryIndex>();

  const follow = (): void => {
    if (revision === directory.revision()) return;
    revision = directory.revision();
    sorted = undefined;
    indexes.clear();
  };

  const all = (): readonly DirectoryEntry[] => {
    follow();
    sorted ??= [...directory.all()].toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
    return sorted;
  };

  const indexOf = (key: string): EntryIndex => {
    const known =
      indexes.get(key) ??
      createEntryIndex(directory.all, (entry) => servedValues(entry, key, directory).map(comparable));
    indexes.set(key, known);
    return known;
  };

  /** Entities among which are all that have one of the values; undefined where only looking at each would tell. */
  const having = (key: string, values: ReadonlySet<string>): readonly DirectoryEntry[] | undefined => {
    const relation = relationByKey.get(key);
    if (relation) {
      const refs = [...values].flatMap((target) => directory.related(target, inverseOf[relation]));
      return [...new Set(refs)].flatMap((ref) => directory.get(ref) ?? []);
    }
    return indexedKeys.has(key) ? [...new Set([...values].flatMap(indexOf(key).get))] : undefined;
  };

  const candidates = (predicate: Predicate): readonly DirectoryEntry[] | undefined => {
    if (predicate.kind === 'in') return having(predicate.key, predicate.values);
    if (predicate.kind === 'any') {
      const parts = predicate.parts.map(candidates);
      return parts.some((part) => part === undefined) ? undefined : [...new Set(parts.flatMap((part) => part ?? []))];
    }
    if (predicate.kind !== 'all') return undefined;
    // The kind tells least apart, and costs most to list.
    const isKind = (part: Predicate) => part.kind === 'in' && part.key === 'kind';
    const found = predicate.parts.filter((part) => !isKind(part)).flatMap((part) => toList(candidates(part)));
    const kind = predicate.parts.find(isKind);
    const [fewest] = found.toSorted((one, other) => one.length - other.length);
    return fewest ?? (kind && candidates(kind));
  };

  return {
    all,
    select: (predicate) => {
      follow();
      const among = candidates(predicate) ?? all();
      return among.filter((entry) => fulfils(predicate, (key) => servedValues(entry, key, directory)));
    },
  };
}

const toList = <Item>(item: Item | undefined): readonly Item[] => (item === undefined ? [] : [item]);
