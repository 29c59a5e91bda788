import type { IncludedFile } from './load-placeholders.ts';
import type { Problem } from './problem.ts';

/** A valid document of a file, and where its name stands. */
export interface NamedEntity {
  readonly ref: string;
  /** Who owns it, as far as the document says so. */
  readonly owner?: string;
  /** Counted from 0. */
  readonly document: number;
  readonly line: number;
  readonly column: number;
  /** Of entity and origin: equal means unchanged. */
  readonly digest: string;
}

/** Files that a Location names, and where. */
export interface LocationTarget {
  readonly target: string;
  readonly isOptional: boolean;
  readonly place: Pick<Problem, 'document' | 'line' | 'column' | 'path'>;
}

/** What a file says, without the entities themselves: enough to tell what a change elsewhere comes to. */
export interface FileReading {
  readonly documentCount: number;
  readonly entities: readonly NamedEntity[];
  /** The documents that nothing could be made of: their refs, null where that could not be told. */
  readonly rejected: readonly (string | null)[];
  readonly problems: readonly Problem[];
  readonly targets: readonly LocationTarget[];
  readonly included: readonly IncludedFile[];
}

/** A file as it was when it was last read. */
export interface KnownFile {
  /** The name of its tree. */
  readonly tree: string;
  /** Within the tree. */
  readonly path: string;
  readonly version: string;
  readonly viewUrl?: string;
  readonly reading: FileReading;
  /** What is wrong with the files that its Locations name. */
  readonly targetProblems: readonly Problem[];
}
