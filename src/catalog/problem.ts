/** What is wrong with a document, for the developer who wrote it. */
export interface Problem {
  readonly file: string;
  /** Counted from 0. */
  readonly document: number;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  /** The field, such as `spec.owner`; empty for the whole document. */
  readonly path: string;
  /** The entity that the document claims to be, as far as it says so. */
  readonly ref?: string;
  /** Who owns that entity, as far as the document says so. */
  readonly owner?: string;
  /** The address at which a person can read the file, where there is one. */
  readonly viewUrl?: string;
  /** What is wrong and how to mend it, in one sentence or two. */
  readonly message: string;
}
