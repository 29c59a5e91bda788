import type { JsonObject } from '#callboard/core/storage/json.ts';
import { type Definition, operationLine, type Server, wordOf } from './definition.ts';
import { objectOf, withDefaults } from './read-openapi.ts';

/** Reads an AsyncAPI document, 2.x or 3.x. */
export function readAsyncApi(document: JsonObject): Definition {
  const info = objectOf(document['info']);
  const version = wordOf(document['asyncapi']);
  return {
    kind: 'definition',
    format: ['AsyncAPI', version].filter((word) => word !== undefined).join(' '),
    title: wordOf(info['title']),
    version: wordOf(info['version']),
    servers: Object.entries(objectOf(document['servers'])).map(([name, server]) => readServer(name, objectOf(server))),
    operations: version?.startsWith('2') ? operationsOfChannels(document) : operationsOf(document),
  };
}

function readServer(name: string, server: JsonObject): Server {
  const address = wordOf(server['url']) ?? `${wordOf(server['host']) ?? name}${wordOf(server['pathname']) ?? ''}`;
  const protocol = wordOf(server['protocol']);
  const url = protocol === undefined || address.includes('://') ? address : `${protocol}://${address}`;
  const said = wordOf(server['description']);
  return {
    url: withDefaults(url, server['variables']),
    description: said === undefined ? name : `${name}: ${said}`,
  };
}

/** In version 2 a channel says what others may do: who may subscribe gets what the application sends. */
function operationsOfChannels(document: JsonObject): readonly string[] {
  return Object.entries(objectOf(document['channels'])).flatMap(([name, value]) => {
    const channel = objectOf(value);
    return [['SEND', channel['subscribe']] as const, ['RECEIVE', channel['publish']] as const].flatMap(
      ([word, operation]) =>
        operation === undefined ? [] : [operationLine(`${word} ${name}`, said(objectOf(operation)))],
    );
  });
}

function operationsOf(document: JsonObject): readonly string[] {
  const channels = objectOf(document['channels']);
  return Object.entries(objectOf(document['operations'])).map(([name, value]) => {
    const operation = objectOf(value);
    const key = wordOf(objectOf(operation['channel'])['$ref'])?.split('/').at(-1) ?? name;
    const address = wordOf(objectOf(channels[key])['address']) ?? key;
    return operationLine(`${(wordOf(operation['action']) ?? '').toUpperCase()} ${address}`.trim(), said(operation));
  });
}

const said = (operation: JsonObject) => operation['summary'] ?? operation['operationId'];
