/** Where an API is served. */
export interface Server {
  readonly url: string;
  /** What the definition says of it, such as its environment. */
  readonly description: string | undefined;
}

/** What the text of an API's definition says, in short. */
export interface Definition {
  readonly kind: 'definition';
  /** With its version where the text has one: `OpenAPI 3.1.0`. */
  readonly format: string;
  readonly title: string | undefined;
  readonly version: string | undefined;
  readonly servers: readonly Server[];
  /** One line each: `GET /invoices — List invoices`. */
  readonly operations: readonly string[];
}

/** A definition that can not be read: what is wrong, with its line where that is known. */
export interface UnreadableDefinition {
  readonly kind: 'unreadable';
  readonly format: string;
  readonly problem: string;
}

/** An operation and what is said of it, in one line of bounded length. */
export function operationLine(operation: string, said: unknown): string {
  const summary = typeof said === 'string' ? said.trim().replaceAll(/\s+/g, ' ') : '';
  const line = summary === '' ? operation : `${operation} — ${summary}`;
  return line.length > maximumLength ? `${line.slice(0, maximumLength - 1)}…` : line;
}

/** A summary is a sentence; a description may be a page. */
const maximumLength = 120;

/** A text, or a number that YAML made of one such as `1.0`. */
export const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
