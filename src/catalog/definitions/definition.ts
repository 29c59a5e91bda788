/** Where an API is reached. */
export interface DefinitionServer {
  /** An address, or as much of one as the definition gives, such as `/v1` or `kafka://broker:9092`. */
  readonly url: string;
  readonly description?: string;
}

/** One thing that an API can be asked for. */
export interface DefinitionOperation {
  /** What is called, such as `GET /invoices` or `send orders.placed`. */
  readonly call: string;
  /** What it is for, as its author says it; one line. */
  readonly summary?: string;
}

/** What an API's definition says, in short. */
export interface ReadDefinition {
  readonly kind: 'read';
  /** Such as `OpenAPI 3.1.0`. */
  readonly format: string;
  readonly title?: string;
  /** The API's own version, not that of the format. */
  readonly version?: string;
  readonly servers: readonly DefinitionServer[];
  /** How many operations of what, such as `3 queries, 1 mutation`; undefined where the format tells of none. */
  readonly count?: string;
  /** How many operations there are beyond `operations`. */
  readonly omitted: number;
  /** The first {@link maximumOperations}, in the order of the definition. */
  readonly operations: readonly DefinitionOperation[];
}

/** A definition that can't be read, and why. */
export interface UnreadableDefinition {
  readonly kind: 'unreadable';
  readonly format: string;
  /** Of the definition's text, counted from 1; undefined where the fault has no place. */
  readonly line?: number;
  readonly message: string;
}

export type Definition = ReadDefinition | UnreadableDefinition;

/** How many operations are told of by name: as many as a chat window shows without a scroll. */
export const maximumOperations = 6;

/** The operations of a definition, cut to those that are told of. @param count see {@link ReadDefinition.count} */
export function summarise(
  count: string,
  operations: readonly DefinitionOperation[],
): Pick<ReadDefinition, 'count' | 'operations' | 'omitted'> {
  const shown = operations.slice(0, maximumOperations);
  return { count, operations: shown, omitted: operations.length - shown.length };
}

/** A number with its noun: `1 query`, `2 queries`. */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
