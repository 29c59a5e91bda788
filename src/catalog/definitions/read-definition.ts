import type { Definition } from './definition.ts';
import { readDocument } from './read-document.ts';
import { readGraphql } from './read-graphql.ts';
import { readProto } from './read-proto.ts';

/** How definitions are read, by `spec.type` in lower case. */
const readers: Readonly<Record<string, (text: string) => Definition | Promise<Definition>>> = {
  openapi: (text) => readDocument(text, 'OpenAPI'),
  swagger: (text) => readDocument(text, 'OpenAPI'),
  asyncapi: (text) => readDocument(text, 'AsyncAPI'),
  graphql: readGraphql,
  grpc: readProto,
  protobuf: readProto,
};

/**
 * What a definition's text says. Nothing in it makes it throw: what can't be read is told with its line.
 * @param type the API's `spec.type`; of one without a format that is known, only the type itself is told
 */
export async function readDefinition(type: string, text: string): Promise<Definition> {
  const name = type.toLowerCase();
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader === undefined) return { kind: 'read', format: type, servers: [], operations: [], omitted: 0 };
  try {
    return await reader(text);
  } catch (error) {
    // The parsers work by recursion, and a text may nest as deep as it is long.
    if (!(error instanceof RangeError)) throw error;
    return { kind: 'unreadable', format: type, message: 'it nests too deep' };
  }
}
