/** A value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A stored record; its revision changes with every write. */
export interface StoredRecord {
  readonly value: Json;
  readonly revision: number;
}

/** Small records of one namespace, for surfaces and plugins. A record past its expiry is as good as gone. */
export interface Records {
  readonly get: (key: string) => Promise<StoredRecord | undefined>;
  /** Writes, whatever is there. */
  readonly put: (key: string, value: Json, expiresAt?: Date) => Promise<void>;
  /**
   * Writes if the record still has that revision (undefined: if there is none).
   * @returns whether it did
   */
  readonly compareAndSet: (
    key: string,
    revision: number | undefined,
    value: Json,
    expiresAt?: Date,
  ) => Promise<boolean>;
  /** @returns whether there was one to remove: of several at once, one is told so */
  readonly remove: (key: string) => Promise<boolean>;
  /** All records of the namespace, by key. */
  readonly all: () => Promise<ReadonlyMap<string, StoredRecord>>;
}

/** What core asks of the store. */
export interface RecordStore {
  readonly namespace: (name: string) => Records;
  /** Deletes what expired before that moment. */
  readonly prune: (now: Date) => Promise<void>;
}
