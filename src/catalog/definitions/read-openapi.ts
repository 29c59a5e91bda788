import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import { textsOf } from '../json-values.ts';
import {
  counted,
  type DefinitionOperation,
  type DefinitionServer,
  type ReadDefinition,
  summarise,
} from './definition.ts';
import { firstText, objectAt, objectsIn, optional, resolveReference, textOf } from './json-parts.ts';

/** Reads an OpenAPI document of version 2 (Swagger), 3.0 or 3.1. What it lacks, or has in another form, is left out. */
export function readOpenApi(document: JsonObject): ReadDefinition {
  const info = objectAt(document, 'info');
  const operations = [
    ...objectsIn(objectAt(document, 'paths')).flatMap(([path, item]) => operationsOf(path, item, document)),
    ...objectsIn(objectAt(document, 'webhooks')).flatMap(([name, item]) =>
      operationsOf(`webhook ${name}`, item, document),
    ),
  ];
  return {
    kind: 'read',
    format: `OpenAPI ${textOf(document['openapi'] ?? document['swagger']) ?? ''}`.trim(),
    ...optional('title', textOf(info['title'])),
    ...optional('version', textOf(info['version'])),
    servers: document['openapi'] === undefined ? serversOfVersion2(document) : serversOfVersion3(document),
    ...summarise(counted(operations.length, 'operation', 'operations'), operations),
  };
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']);

function operationsOf(path: string, item: JsonObject, document: JsonObject): readonly DefinitionOperation[] {
  const resolved = resolveReference(item, document);
  if (resolved === undefined) return [{ call: path, summary: 'described in another file' }];
  return objectsIn(resolved)
    .filter(([method]) => methods.has(method))
    .map(([method, operation]) => ({
      call: `${method.toUpperCase()} ${path}`,
      ...optional('summary', firstText(operation['summary'], operation['operationId'], operation['description'])),
    }));
}

function serversOfVersion3(document: JsonObject): readonly DefinitionServer[] {
  const servers = document['servers'];
  return (Array.isArray(servers) ? servers : []).filter(isJsonObject).flatMap((server) => {
    const url = textOf(server['url']);
    if (url === undefined) return [];
    const variables = objectAt(server, 'variables');
    return [{ url: withDefaults(url, variables), ...optional('description', textOf(server['description'])) }];
  });
}

/** An address with the defaults of its variables; one without a default stays in braces. */
const withDefaults = (url: string, variables: JsonObject): string =>
  url.replaceAll(/\{([^{}]+)\}/g, (variable, name: string) => textOf(objectAt(variables, name)['default']) ?? variable);

function serversOfVersion2(document: JsonObject): readonly DefinitionServer[] {
  const address = `${textOf(document['host']) ?? ''}${textOf(document['basePath']) ?? ''}`;
  if (address === '') return [];
  const schemes = document['host'] === undefined ? [] : textsOf(document['schemes']);
  return schemes.length === 0 ? [{ url: address }] : schemes.map((scheme) => ({ url: `${scheme}://${address}` }));
}
