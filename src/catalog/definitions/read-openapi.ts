import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { textsOf } from '../json-values.ts';
import { type Definition, operationLine, type Server, wordOf } from './definition.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Reads an OpenAPI document: 2.0 (Swagger), 3.0 or 3.1. */
export function readOpenApi(document: JsonObject): Definition {
  const info = objectOf(document['info']);
  const swagger = wordOf(document['swagger']);
  return {
    kind: 'definition',
    format: ['OpenAPI', swagger ?? wordOf(document['openapi'])].filter((word) => word !== undefined).join(' '),
    title: wordOf(info['title']),
    version: wordOf(info['version']),
    servers: swagger === undefined ? serversOf(document['servers']) : hostsOf(document),
    operations: Object.entries(objectOf(document['paths'])).flatMap(([path, item]) =>
      operationsAt(path, objectOf(item)),
    ),
  };
}

function operationsAt(path: string, item: JsonObject): readonly string[] {
  return methods.flatMap((method) => {
    const operation = item[method];
    return isJsonObject(operation)
      ? [operationLine(`${method.toUpperCase()} ${path}`, operation['summary'] ?? operation['operationId'])]
      : [];
  });
}

function serversOf(servers: Json | undefined): readonly Server[] {
  return (Array.isArray(servers) ? servers : []).flatMap((server) => {
    const url = isJsonObject(server) ? wordOf(server['url']) : undefined;
    if (url === undefined || !isJsonObject(server)) return [];
    return [{ url: withDefaults(url, server['variables']), description: wordOf(server['description']) }];
  });
}

/** The address with the defaults of its variables in their places. */
export function withDefaults(url: string, variables: Json | undefined): string {
  const known = objectOf(variables);
  return url.replaceAll(/\{([^}]*)\}/g, (whole, name: string) => wordOf(objectOf(known[name])['default']) ?? whole);
}

function hostsOf(document: JsonObject): readonly Server[] {
  const host = wordOf(document['host']);
  if (host === undefined) return [];
  const schemes = textsOf(document['schemes']);
  const path = wordOf(document['basePath']) ?? '';
  return (schemes.length > 0 ? schemes : ['https']).map((scheme) => ({
    url: `${scheme}://${host}${path}`,
    description: undefined,
  }));
}

/** The value where it is an object, else an empty one. */
export const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});
