import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import {
  counted,
  type DefinitionOperation,
  type DefinitionServer,
  type ReadDefinition,
  summarise,
} from './definition.ts';
import { firstText, objectAt, objectsIn, optional, resolveReference, textOf } from './json-parts.ts';

/** Reads an AsyncAPI document of version 2 or 3. What it lacks, or has in another form, is left out. */
export function readAsyncApi(document: JsonObject): ReadDefinition {
  const info = objectAt(document, 'info');
  const version = textOf(document['asyncapi']) ?? '';
  const channels = Object.keys(objectAt(document, 'channels'));
  const operations = version.startsWith('2') ? operationsOfVersion2(document) : operationsOfVersion3(document);
  const count = `${counted(operations.length, 'operation', 'operations')} on ${counted(channels.length, 'channel', 'channels')}`;
  return {
    kind: 'read',
    format: `AsyncAPI ${version}`.trim(),
    ...optional('title', textOf(info['title'])),
    ...optional('version', textOf(info['version'])),
    servers: objectsIn(objectAt(document, 'servers')).flatMap(([, server]) => readServer(server, document)),
    ...summarise(count, operations),
  };
}

function readServer(server: JsonObject, document: JsonObject): readonly DefinitionServer[] {
  const resolved = resolveReference(server, document) ?? {};
  const place = firstText(resolved['url'], resolved['host']);
  if (place === undefined) return [];
  const protocol = textOf(resolved['protocol']);
  const address = `${place}${textOf(resolved['pathname']) ?? ''}`;
  const url = protocol === undefined || address.includes('://') ? address : `${protocol}://${address}`;
  return [{ url, ...optional('description', firstText(resolved['description'], resolved['title'])) }];
}

/**
 * In version 2 an operation is said from the other side: where others may subscribe, the application sends. Version 3
 * says it from the application's own, and so is this.
 * https://www.asyncapi.com/docs/migration/migrating-to-v3
 */
const actionsOfVersion2 = [
  ['subscribe', 'send'],
  ['publish', 'receive'],
] as const;

const operationsOfVersion2 = (document: JsonObject): readonly DefinitionOperation[] =>
  objectsIn(objectAt(document, 'channels')).flatMap(([address, channel]) => {
    const resolved = resolveReference(channel, document) ?? {};
    return actionsOfVersion2.flatMap(([key, action]) => {
      const operation = resolved[key];
      if (!isJsonObject(operation)) return [];
      const summary = firstText(operation['summary'], operation['operationId'], operation['description']);
      return [{ call: `${action} ${address}`, ...optional('summary', summary) }];
    });
  });

const operationsOfVersion3 = (document: JsonObject): readonly DefinitionOperation[] =>
  objectsIn(objectAt(document, 'operations')).map(([id, operation]) => {
    const resolved = resolveReference(operation, document) ?? {};
    const action = textOf(resolved['action']) ?? 'uses';
    const summary = firstText(resolved['summary'], resolved['title'], id);
    return { call: `${action} ${channelOf(resolved, document)}`, ...optional('summary', summary) };
  });

/** The address of an operation's channel; its name where the address is known at run time alone. */
function channelOf(operation: JsonObject, document: JsonObject): string {
  const channel = objectAt(operation, 'channel');
  const name = textOf(channel['$ref'])?.split('/').at(-1);
  return textOf(resolveReference(channel, document)?.['address']) ?? name ?? 'a channel without a name';
}
