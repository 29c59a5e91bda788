import type { Json } from '#callboard/core/storage/records.ts';
import type { Entity, EntityOrigin, Standing } from './entity.ts';
import type { Problem } from './problem.ts';
import type { KnownFile } from './file-reading.ts';

/** Where catalog text comes from. */
export interface Source {
  /** Stable for the same place: made from kind and target. */
  readonly id: string;
  /** `configured` follows callboard.yaml, `registered` came from a person or a run, `example` from the first run. */
  readonly origin: 'configured' | 'registered' | 'example';
  readonly target: SourceTarget;
  /** The id of the run that registered it. */
  readonly registeredBy?: string;
}

export type SourceTarget =
  /** A glob or path, absolute. */
  | { readonly kind: 'file'; readonly glob: string }
  /** A repository, cloned. `paths` are globs within it; without `branch` it is the default one. */
  | { readonly kind: 'git'; readonly url: string; readonly branch?: string; readonly paths: readonly string[] }
  /** What a plugin reads; the source has the same id. */
  | { readonly kind: 'host'; readonly id: string; readonly title: string };

/** An entity as stored. */
export interface StoredEntity {
  /** `kind:namespace/name` in lower case. */
  readonly ref: string;
  readonly entity: Entity;
  readonly origin: EntityOrigin;
  /** A digest of entity and origin: equal means unchanged. */
  readonly digest: string;
  /** Undefined where its file says it. */
  readonly standing?: Standing;
}

/** What a sync changes: decided by `planSync`, written in one transaction. */
export interface SyncPlan {
  readonly sourceId: string;
  readonly added: readonly StoredEntity[];
  readonly changed: readonly StoredEntity[];
  /** Those that stay as they are, but for why they stand. */
  readonly marked: readonly { readonly ref: string; readonly standing: Standing | undefined }[];
  /** Refs. */
  readonly removed: readonly string[];
  readonly unchangedCount: number;
  /** All problems of the source as it is now; they replace those of the last sync. */
  readonly problems: readonly Problem[];
  readonly files: {
    readonly written: readonly KnownFile[];
    readonly removed: readonly Pick<KnownFile, 'tree' | 'path'>[];
  };
  /** What the next sync is to know; undefined leaves what is kept. */
  readonly memory: SourceMemory | undefined;
}

/** What is remembered of a source besides its files. */
export interface SourceMemory {
  /** What read the files: they are read anew by anything else. */
  readonly readBy: string;
  /** What each tree is at, by its name. */
  readonly versions: Readonly<Record<string, string>>;
  /** What the source's host wants to be told again. */
  readonly host?: Json;
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
  /** Deletes the source with its files, entities and problems; the entities leave markers. @returns the new revision */
  readonly removeSource: (sourceId: string, now: Date) => Promise<number>;
  /** What the last sync of a source left to remember; undefined for one that was not synced yet. */
  readonly memory: (sourceId: string) => Promise<SourceMemory | undefined>;
  /** The files of a source as its last sync read them. */
  readonly files: (sourceId: string) => Promise<readonly KnownFile[]>;
  /**
   * Writes a plan in batches and one transaction: written rows and the markers of removed ones carry the new revision.
   * No row is written where the plan changes nothing. Markers of more than 30 days go.
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
