/** What is wrong at a path of a document, as a whole message. */
export interface Finding {
  readonly path: readonly (string | number)[];
  /** Whether the key itself is wrong, rather than what stands there. */
  readonly isAboutKey?: boolean;
  readonly message: string;
}
