import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import type { Definition } from './definition.ts';
import { readAsyncApi } from './read-asyncapi.ts';
import { readOpenApi } from './read-openapi.ts';

/**
 * Reads a definition that is JSON or YAML, by the format that it names itself.
 * @param expected the format where the text does not get as far as to say it, such as `OpenAPI`
 */
export function readDocument(text: string, expected: 'OpenAPI' | 'AsyncAPI'): Definition {
  const json = readJson(text);
  const document = json === undefined ? readYaml(text)[0] : { value: json, problems: [] };
  const [problem] = document?.problems ?? [];
  if (problem) return { kind: 'unreadable', format: expected, line: problem.line, message: problem.message };
  const value = document?.value;
  if (isJsonObject(value)) {
    if (value['openapi'] !== undefined || value['swagger'] !== undefined) return readOpenApi(value);
    if (value['asyncapi'] !== undefined) return readAsyncApi(value);
  }
  const key = expected === 'OpenAPI' ? 'openapi: 3.1.0' : 'asyncapi: 3.0.0';
  const message = `it says no version of its format at the top, such as ${key}`;
  return { kind: 'unreadable', format: expected, line: 1, message };
}

/** Generated definitions are large and JSON, which the machine reads many times as fast as YAML. */
function readJson(text: string): Json | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const json: Json = JSON.parse(text);
    return json;
  } catch {
    // It may be YAML in braces; if it is not, the YAML parser says where the fault is.
    return undefined;
  }
}
