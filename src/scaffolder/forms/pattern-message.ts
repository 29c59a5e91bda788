import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { JsonObject } from '../action.ts';
import { describePattern } from './describe-pattern.ts';
import { textOf } from '../json-object.ts';

/**
 * What is said where a text does not fit the pattern of its parameter: the template's own `errorMessage`, else what the
 * pattern asks for in words and the parameter's help, else an example.
 */
export function patternMessage(label: string, schema: JsonObject): string {
  const stated = schema['errorMessage'];
  const own = textOf(isJsonObject(stated) ? stated['pattern'] : stated);
  if (own !== undefined) return own;
  const pattern = textOf(schema['pattern']) ?? '';
  const words = describePattern(pattern);
  const help = textOf(schema['ui:help']) ?? textOf(schema['description']);
  if (words !== undefined) return `${label} ${words}${help === undefined ? '' : ` (${help})`}`;
  const example = exampleOf(schema, pattern);
  const explained = help === undefined ? '' : `: ${help}`;
  return `${label} does not have the form asked for${explained}${example === undefined ? '' : `, such as ${example}`}`;
}

/** A text of the template's own that fits. */
function exampleOf(schema: JsonObject, pattern: string): string | undefined {
  const examples = [schema['ui:placeholder'], schema['examples'], schema['default']].flat();
  return examples.filter((text) => typeof text === 'string').find((text) => new RegExp(pattern, 'u').test(text));
}
