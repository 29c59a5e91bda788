import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';

/**
 * What an API's definition is, in a few words: format, title and version as the text says, such as
 * `OpenAPI 3.1.0, Billing 2.1.0`.
 * @param type the API's `spec.type`
 */
export function describeDefinition(type: string, definition: string | undefined): string {
  if (definition === undefined) return type;
  if (type !== 'openapi' && type !== 'asyncapi') return type;
  const document: Json | undefined = readYaml(definition)[0]?.value;
  if (!isJsonObject(document)) return type;
  const info = isJsonObject(document['info']) ? document['info'] : {};
  const format = type === 'openapi' ? 'OpenAPI' : 'AsyncAPI';
  const parts = [
    [format, document[type] ?? document['swagger']],
    [info['title'], info['version']],
  ];
  return parts
    .map((words) => words.filter((word) => typeof word === 'string' || typeof word === 'number').join(' '))
    .filter((part) => part !== '')
    .join(', ');
}
