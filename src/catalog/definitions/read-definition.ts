import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import type { DirectoryEntry } from '../directory.ts';
import { textsOf } from '../json-values.ts';
import { type Definition, type UnreadableDefinition, wordOf } from './definition.ts';
import { readAsyncApi } from './read-asyncapi.ts';
import { readGraphQl } from './read-graphql.ts';
import { readGrpc } from './read-grpc.ts';
import { readOpenApi } from './read-openapi.ts';

/** What was read of an entry stands as long as the entry does: a change makes another entry. */
const known = new WeakMap<DirectoryEntry, Promise<Definition | UnreadableDefinition>>();

/**
 * Reads the definition of an API, or for one of type `mcp-server` where it is reached; asked again, it is there already.
 * A text that can not be read is told as such; of other types no more is known than their name.
 */
export function readDefinition(entry: DirectoryEntry): Promise<Definition | UnreadableDefinition> {
  const read = known.get(entry) ?? readEntry(entry);
  known.set(entry, read);
  return read;
}

async function readEntry({ entity: { spec } }: DirectoryEntry): Promise<Definition | UnreadableDefinition> {
  const type = wordOf(spec?.['type']) ?? '';
  const text = textsOf(spec?.['definition'])[0] ?? '';
  switch (type.toLowerCase()) {
    case 'openapi':
    case 'swagger':
      return readObject('OpenAPI', text, readOpenApi);
    case 'asyncapi':
      return readObject('AsyncAPI', text, readAsyncApi);
    case 'graphql':
      return readGraphQl(text);
    case 'grpc':
      return readGrpc(text);
    case 'mcp-server':
      return { ...named('MCP server'), servers: remotesOf(spec?.['remotes']) };
    default:
      return named(type);
  }
}

const named = (format: string): Definition => ({
  kind: 'definition',
  format,
  title: undefined,
  version: undefined,
  servers: [],
  operations: [],
});

function readObject(
  format: string,
  text: string,
  read: (document: { readonly [key: string]: Json }) => Definition,
): Definition | UnreadableDefinition {
  const document = readYaml(text)[0];
  if (isJsonObject(document?.value)) return read(document.value);
  const [problem] = document?.problems ?? [];
  const reason = problem ? `line ${problem.line}: ${problem.message}` : 'line 1: it is no YAML object';
  return { kind: 'unreadable', format, problem: reason.replace(/\.$/, '') };
}

function remotesOf(remotes: Json | undefined): Definition['servers'] {
  return (Array.isArray(remotes) ? remotes : []).flatMap((remote) => {
    const url = isJsonObject(remote) ? wordOf(remote['url']) : undefined;
    return url === undefined || !isJsonObject(remote) ? [] : [{ url, description: wordOf(remote['type']) }];
  });
}
