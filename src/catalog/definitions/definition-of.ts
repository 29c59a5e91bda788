import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Entity } from '../entity.ts';
import { textsOf } from '../json-values.ts';
import type { Definition } from './definition.ts';
import { optional, textOf } from './json-parts.ts';
import { readDocument } from './read-document.ts';
import { readGraphql } from './read-graphql.ts';
import { readProto } from './read-proto.ts';

/** What was read, for as long as the directory has the entity: a definition of a megabyte is not read twice. */
const read = new WeakMap<Entity, Promise<Definition>>();

/**
 * What an API's definition says: read when first asked for, and remembered. Nothing in a text makes it throw: what
 * can't be read is told with its line.
 */
export function definitionOf(api: Entity): Promise<Definition> {
  const known = read.get(api);
  if (known) return known;
  const definition = readDefinition(api);
  read.set(api, definition);
  return definition;
}

/** How definitions are read, by `spec.type` in lower case. */
const readers: Readonly<Record<string, (text: string) => Definition | Promise<Definition>>> = {
  openapi: (text) => readDocument(text, 'OpenAPI'),
  swagger: (text) => readDocument(text, 'OpenAPI'),
  asyncapi: (text) => readDocument(text, 'AsyncAPI'),
  graphql: readGraphql,
  grpc: readProto,
  protobuf: readProto,
};

async function readDefinition({ spec }: Entity): Promise<Definition> {
  const type = textsOf(spec?.['type'])[0] ?? '';
  const text = textsOf(spec?.['definition'])[0];
  if (type.toLowerCase() === 'mcp-server') return readRemotes(spec?.['remotes']);
  const reader = Object.hasOwn(readers, type.toLowerCase()) ? readers[type.toLowerCase()] : undefined;
  if (reader === undefined || text === undefined) {
    return { kind: 'read', format: type, servers: [], operations: [], omitted: 0 };
  }
  try {
    return await reader(text);
  } catch (error) {
    // The parsers work by recursion, and a text may nest as deep as it is long.
    if (!(error instanceof RangeError)) throw error;
    return { kind: 'unreadable', format: type, message: 'it nests too deep' };
  }
}

/** An MCP server has no definition: it names where it is reached, and how. */
function readRemotes(remotes: Json | undefined): Definition {
  const servers = (Array.isArray(remotes) ? remotes : []).filter(isJsonObject).flatMap((remote) => {
    const url = textOf(remote['url']);
    return url === undefined ? [] : [{ url, ...optional('description', textOf(remote['type'])) }];
  });
  return { kind: 'read', format: 'MCP server', servers, operations: [], omitted: 0 };
}
