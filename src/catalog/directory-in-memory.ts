import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { CatalogChanges } from './catalog-store.ts';
import type { Directory, DirectoryEntry, RelationType, SearchFilter } from './directory.ts';
import { addressKeys } from './addresses.ts';
import { typeWords } from './describing-words.ts';
import { createEntryIndex, type EntryIndex } from './entry-index.ts';
import type { Entity } from './entity.ts';
import { kindOf } from './entity-ref.ts';
import { textsOf } from './json-values.ts';
import { labelsOf } from './labels.ts';
import { nameWords } from './name-words.ts';
import { inverseOf, type Reference, referencesOf, relationTypes } from './references.ts';
import type { NameIndex } from './name-index.ts';
import { nameAtStart, resolveName } from './resolve-name.ts';
import { createSearchIndex } from './search-index.ts';
import { createSortedLists } from './sorted-lists.ts';

/** The catalog in memory, with what keeping it in step with its sources needs. */
export interface DirectoryInMemory extends Directory {
  /** All that was read from one source. */
  readonly ofSource: (sourceId: string) => readonly DirectoryEntry[];
  /** All entries, in no order. */
  readonly all: () => Iterable<DirectoryEntry>;
  /** Refs of users and groups by the address in their profile, in lower case. */
  readonly withEmail: (email: string) => readonly string[];
  /** Has an index of somebody else told of every entry that comes or goes; one that is written anew does both. */
  readonly addIndex: (index: Pick<EntryIndex, 'add' | 'remove'>) => void;
}

/** An empty directory. Its indexes are built when first asked for, and follow what is applied from then on. */
export function createDirectory(): DirectoryInMemory {
  const entries = new Map<string, DirectoryEntry>();
  let revision = 0;
  const all = () => entries.values();
  const byKind = createEntryIndex(all, ({ ref }) => [kindOf(ref)]);
  const bySource = createEntryIndex(all, ({ origin }) => [origin.sourceId]);
  const byStanding = createEntryIndex(all, ({ standing }) => (standing ? [standing.kind] : []));
  const byFile = createEntryIndex(all, ({ origin }) => [fileKey(origin.sourceId, origin.file)]);
  const byTarget = createEntryIndex(all, targetKeys);
  const byLabel = createEntryIndex(all, ({ entity }) => labelsOf(entity).map(({ text }) => nameWords(text).squeezed));
  const byEmail = createEntryIndex(all, ({ entity }) => emailsOf(entity));
  const byType = createEntryIndex(all, typeWords);
  const byAddressKey = createEntryIndex(all, addressKeys);
  const byAnnotation = new Map<string, EntryIndex>();
  const search = createSearchIndex(all, byType.has);
  const sorted = createSortedLists(all, byKind.get);
  const kept = [byKind, bySource, byStanding, byFile, byTarget, byLabel, byEmail, byType, byAddressKey, search];
  const added: Pick<EntryIndex, 'add' | 'remove'>[] = [];
  const indexes = () => [...kept, ...byAnnotation.values(), ...added];

  const remove = (ref: string): void => {
    const known = entries.get(ref);
    if (!known) return;
    for (const index of indexes()) index.remove(known);
    entries.delete(ref);
  };

  const list = ({ kinds }: SearchFilter): readonly DirectoryEntry[] =>
    kinds === undefined ? sorted.all() : kinds.flatMap(sorted.ofKind);

  /** What an entity points at, and what points at it. @param own the refs of its document */
  const targetsOf = (ref: string, relation: RelationType, own: readonly Reference[]): readonly string[] => {
    const named = own.flatMap((reference) => (reference.relation === relation ? (reference.target ?? []) : []));
    const others = byTarget.get(targetKey(relation, ref));
    return others.length === 0 && named.length < 2
      ? named
      : [...new Set([...named, ...others.map((other) => other.ref)])];
  };

  const directory: DirectoryInMemory = {
    all,
    revision: () => revision,
    size: () => entries.size,
    get: (ref) => entries.get(ref),
    related: (ref, relation) => {
      const entry = entries.get(ref);
      return targetsOf(ref, relation, entry ? refsOf(entry.entity) : []);
    },
    relationsOf: (ref) => {
      const entry = entries.get(ref);
      const own = entry ? refsOf(entry.entity) : [];
      return relationTypes.flatMap((type) => targetsOf(ref, type, own).map((target) => ({ type, target })));
    },
    addIndex: (index) => void added.push(index),
    ofKind: sorted.ofKind,
    ofSource: bySource.get,
    ofStanding: byStanding.get,
    ofFile: (sourceId, file) => byFile.get(fileKey(sourceId, file)),
    withEmail: (email) => byEmail.get(email).map(({ ref }) => ref),
    withAnnotation: (annotation, value) => {
      const known = byAnnotation.get(annotation) ?? createAnnotationIndex(all, annotation);
      byAnnotation.set(annotation, known);
      return known.get(value).map(({ ref }) => ref);
    },
    called: (text) => byLabel.get(nameWords(text).squeezed),
    search: (query, filter, limit) => {
      if (query.trim() !== '') return search.search(query, filter.kinds && new Set(filter.kinds), limit);
      return list(filter)
        .slice(0, limit)
        .map((entry) => ({ entry, score: 0 }));
    },
    ofType: byType.get,
    resolve: (text, filter) => resolveName(text, filter, names),
    nameAtStart: (line, filter) => nameAtStart(line, filter, names),
    apply: (changes: CatalogChanges) => {
      for (const ref of changes.removed) remove(ref);
      for (const entry of changes.written) {
        remove(entry.ref);
        entries.set(entry.ref, entry);
        for (const index of indexes()) index.add(entry);
      }
      sorted.forget();
      revision = Math.max(revision, changes.revision);
    },
  };
  const names: NameIndex = {
    ...directory,
    labelled: byLabel.get,
    hasType: byType.has,
    withAddressKey: byAddressKey.get,
  };
  return directory;
}

const refsOf = (entity: Entity): readonly Reference[] =>
  referencesOf(entity.kind, entity.metadata.namespace ?? 'default', entity.spec);

/** What an entity is found by from the other end of its relations. */
const targetKeys = ({ entity }: DirectoryEntry): readonly string[] =>
  refsOf(entity).flatMap(({ relation, target }) =>
    target === undefined ? [] : [targetKey(inverseOf[relation], target)],
  );

function emailsOf({ spec }: Entity): readonly string[] {
  const profile = spec?.['profile'];
  return isJsonObject(profile) ? textsOf(profile['email']).map((email) => email.toLowerCase()) : [];
}

const fileKey = (sourceId: string, file: string): string => `${sourceId} ${file}`;

const targetKey = (relation: RelationType, target: string): string => `${relation} ${target}`;

const createAnnotationIndex = (all: () => Iterable<DirectoryEntry>, annotation: string): EntryIndex =>
  createEntryIndex(all, ({ entity }) => {
    const value = entity.metadata.annotations?.[annotation];
    return value === undefined ? [] : [value];
  });
