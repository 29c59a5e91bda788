import type { Entity, EntityOrigin } from './entity.ts';
import type { Problem } from './problem.ts';

/** Where catalog text comes from. */
export interface Source {
  /** Stable for the same place: made from kind and target. */
  readonly id: string;
  /** `configured` follows callboard.yaml, `registered` came from a person or a run, `example` from the first run. */
  readonly origin: 'configured' | 'registered' | 'example';
  readonly target: SourceTarget;
}

export type SourceTarget =
  /** A glob or path, absolute. */
  | { readonly kind: 'file'; readonly glob: string }
  /** A repository, cloned. `paths` are globs within it. */
  | { readonly kind: 'git'; readonly url: string; readonly paths: readonly string[] };

/** An entity as stored. */
export interface StoredEntity {
  /** `kind:namespace/name` in lower case. */
  readonly ref: string;
  readonly entity: Entity;
  readonly origin: EntityOrigin;
  /** A digest of entity and origin: equal means unchanged. */
  readonly digest: string;
}

/** What a sync changes: decided by `planSync`, written in one transaction. */
export interface SyncPlan {
  readonly sourceId: string;
  readonly added: readonly StoredEntity[];
  readonly changed: readonly StoredEntity[];
  /** Refs. */
  readonly removed: readonly string[];
  readonly unchangedCount: number;
  /** All problems of the source as it is now; they replace those of the last sync. */
  readonly problems: readonly Problem[];
}

/** What happened to entities since a revision. */
export interface CatalogChanges {
  readonly revision: number;
  readonly written: readonly StoredEntity[];
  /** Refs. */
  readonly removed: readonly string[];
}

/** What the catalog asks of the store. */
export interface CatalogStore {
  readonly sources: () => Promise<readonly Source[]>;
  /** Adds the source, or replaces the one with its id. */
  readonly putSource: (source: Source) => Promise<void>;
  /** Deletes the source with its entities and problems; the entities leave markers. @returns the new revision */
  readonly removeSource: (sourceId: string, now: Date) => Promise<number>;
  /** What is stored of a source's entities: ref and digest. */
  readonly digests: (sourceId: string) => Promise<ReadonlyMap<string, string>>;
  /** Which of these refs another source has: ref and the file that names it. */
  readonly claimedElsewhere: (sourceId: string, refs: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /**
   * Writes a plan in batches and one transaction: written rows and the markers of removed ones carry the new revision.
   * Nothing is written where the plan changes nothing. Markers of more than 30 days go.
   * @returns the revision that is current after it
   */
  readonly applySync: (plan: SyncPlan, now: Date) => Promise<number>;
  /** Everything written or removed after that revision; 0 gives all there is. Read in batches. */
  readonly changesSince: (revision: number) => Promise<CatalogChanges>;
  /** Every problem, by source id. */
  readonly problems: () => Promise<ReadonlyMap<string, readonly Problem[]>>;
  /** Whether there is no source and no entity at all. */
  readonly isEmpty: () => Promise<boolean>;
}
