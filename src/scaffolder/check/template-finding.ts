/** What is wrong with a template's files, and where. A `warning` does not keep it from being run. */
export interface TemplateFinding {
  readonly level: 'error' | 'warning';
  /** As whoever reads it finds it. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** A sentence: what is wrong, and what to do. */
  readonly message: string;
}
