import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Entity } from '../entity.ts';
import { textsOf } from '../json-values.ts';
import type { Definition } from './definition.ts';
import { optional, textOf } from './json-parts.ts';
import { readDefinition } from './read-definition.ts';
import { readInThread } from './read-in-thread.ts';

/** What was read, for as long as the directory has the entity: a definition of a megabyte is not read twice. */
const read = new WeakMap<Entity, Promise<Definition>>();

/**
 * What an API's definition says: read when first asked for, a large one in a thread, and remembered. Nothing in a text
 * makes it throw: what can't be read is told with its line.
 */
export function definitionOf(api: Entity): Promise<Definition> {
  const known = read.get(api);
  if (known) return known;
  const definition = describeApi(api);
  read.set(api, definition);
  // What a thread failed at is tried again when it is asked for again.
  definition.catch(() => read.delete(api));
  return definition;
}

/** A YAML text of this many letters takes up to a tenth of a second. */
const largeText = 100_000;

async function describeApi({ spec }: Entity): Promise<Definition> {
  const type = textsOf(spec?.['type'])[0] ?? '';
  const text = textsOf(spec?.['definition'])[0];
  if (type.toLowerCase() === 'mcp-server') return readRemotes(spec?.['remotes']);
  if (text === undefined) return { kind: 'read', format: type, servers: [], operations: [], omitted: 0 };
  return text.length < largeText ? readDefinition(type, text) : readInThread({ type, text });
}

/** An MCP server has no definition: it names where it is reached, and how. */
function readRemotes(remotes: Json | undefined): Definition {
  const servers = (Array.isArray(remotes) ? remotes : []).filter(isJsonObject).flatMap((remote) => {
    const url = textOf(remote['url']);
    return url === undefined ? [] : [{ url, ...optional('description', textOf(remote['type'])) }];
  });
  return { kind: 'read', format: 'MCP server', servers, operations: [], omitted: 0 };
}
