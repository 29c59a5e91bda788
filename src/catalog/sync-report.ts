import type { Problem } from './problem.ts';

/** What a sync came to. */
export interface SyncReport {
  readonly files: number;
  readonly documents: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Entities kept although their file is gone. */
  readonly orphaned: number;
  readonly unchanged: number;
  readonly problems: readonly Problem[];
  /** Refs of the entities that come from these sources now; not of those that another source has. */
  readonly refs: readonly string[];
  /** Milliseconds from the first read to the directory ready. */
  readonly ms: number;
}
