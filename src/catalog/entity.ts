import type { Json } from '#callboard/core/storage/records.ts';

/** Metadata of an entity, as in Backstage's descriptor format. */
export interface EntityMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly title?: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly tags?: readonly string[];
  readonly links?: readonly EntityLink[];
}

export interface EntityLink {
  readonly url: string;
  readonly title?: string;
  readonly icon?: string;
  readonly type?: string;
}

/** One document of the catalog, valid by the schema of its kind. */
export interface Entity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: EntityMetadata;
  readonly spec?: { readonly [key: string]: Json };
}

/** Where an entity was read. */
export interface EntityOrigin {
  /** The id of the source. */
  readonly sourceId: string;
  /** The file: relative to the repository's root, or absolute for a file source. */
  readonly file: string;
  /** Counted from 0. */
  readonly document: number;
  /** The address at which a person can read the file, where there is one. */
  readonly viewUrl?: string;
}

/** Why an entity stands although no file says it at this time. Times are ISO 8601. */
export type Standing =
  /** Its document is no longer valid, or its file can't be read: this is what it last said. */
  | { readonly kind: 'broken'; readonly since: string }
  /** Its file is gone. */
  | { readonly kind: 'orphaned'; readonly since: string; readonly removedAfter: string };
