import type { Entity, EntityOrigin, Standing } from './entity.ts';
import type { CatalogChanges } from './catalog-store.ts';

/** The relations, both ways, under Backstage's names. */
export type RelationType =
  | 'ownedBy'
  | 'ownerOf'
  | 'partOf'
  | 'hasPart'
  | 'providesApi'
  | 'apiProvidedBy'
  | 'consumesApi'
  | 'apiConsumedBy'
  | 'dependsOn'
  | 'dependencyOf'
  | 'childOf'
  | 'parentOf'
  | 'memberOf'
  | 'hasMember';

/** An entity as the directory has it. */
export interface DirectoryEntry {
  readonly ref: string;
  readonly entity: Entity;
  readonly origin: EntityOrigin;
  /** Of entity and origin. */
  readonly digest: string;
  /** Undefined where its file says it at this time. */
  readonly standing?: Standing;
}

/** How well an entity fits what somebody typed: 1 is its very name. */
export interface Match {
  readonly entry: DirectoryEntry;
  readonly score: number;
}

/** What a search is narrowed to; a missing part narrows nothing. */
export interface SearchFilter {
  /** Kinds in lower case. */
  readonly kinds?: readonly string[];
}

/** What a name came to. `none` carries the nearest, which may be empty. */
export type Resolution =
  | { readonly kind: 'one'; readonly entry: DirectoryEntry }
  | { readonly kind: 'several'; readonly entries: readonly DirectoryEntry[] }
  | { readonly kind: 'none'; readonly nearest: readonly DirectoryEntry[] };

/** The catalog in memory. */
export interface Directory {
  readonly revision: () => number;
  readonly size: () => number;
  /** By full ref in lower case. */
  readonly get: (ref: string) => DirectoryEntry | undefined;
  /** Refs that the entity points at, or is pointed at by; targets that do not exist are among them. */
  readonly related: (ref: string, relation: RelationType) => readonly string[];
  /** All relations of an entity, by type. */
  readonly relationsOf: (ref: string) => readonly { readonly type: RelationType; readonly target: string }[];
  /** All of a kind (lower case), by name. */
  readonly ofKind: (kind: string) => readonly DirectoryEntry[];
  /** Those whose `spec.type` has this word: in lower case, singular, such as `cluster` of `kubernetes-cluster`. */
  readonly ofType: (word: string) => readonly DirectoryEntry[];
  /** Those that stand although no file says them at this time. */
  readonly ofStanding: (kind: Standing['kind']) => readonly DirectoryEntry[];
  /** All that was read from one file. */
  readonly ofFile: (sourceId: string, file: string) => readonly DirectoryEntry[];
  /** Refs of entities by the value of an annotation. */
  readonly withAnnotation: (annotation: string, value: string) => readonly string[];
  /** Those that are called exactly so, by name, title or alias, but for case, spaces and hyphens. */
  readonly called: (text: string) => readonly DirectoryEntry[];
  /** What fits what was typed, the best first, in spite of typing errors; at most `limit`. An empty query lists all. */
  readonly search: (query: string, filter: SearchFilter, limit: number) => readonly Match[];
  /** Decides what a person meant: a ref, a name or a title, misspelt or not, an address, or a mention in chat. */
  readonly resolve: (text: string, filter: SearchFilter) => Resolution;
  /**
   * The words at the beginning of a line that name something, as they stand there: the longest run that is exactly a
   * name, else the one that looks most like one; undefined where none does.
   */
  readonly nameAtStart: (line: string, filter: SearchFilter) => string | undefined;
  /** Takes in what was written and removed. */
  readonly apply: (changes: CatalogChanges) => void;
}
