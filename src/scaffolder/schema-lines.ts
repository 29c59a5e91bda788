import { isJsonObject } from '#callboard/core/storage/json.ts';
import { textsOf } from './json-object.ts';

/** One property of an object that a schema describes. */
export interface SchemaLine {
  readonly name: string;
  /** Such as `text`, `list`, or the values that it may have. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'yes or no',
  array: 'list',
  integer: 'whole number',
  null: 'nothing',
};

/** What a schema says of the properties of an object, for a person. */
export function schemaLines(schema: unknown): readonly SchemaLine[] {
  if (!isJsonObject(schema) || !isJsonObject(schema['properties'])) return [];
  const required = textsOf(schema['required']);
  return Object.entries(schema['properties']).map(([name, property]) => {
    const stated = isJsonObject(property) ? property : {};
    const description = stated['description'];
    return {
      name,
      type: typeOf(stated['type'], stated['enum']),
      isRequired: required.includes(name),
      description: typeof description === 'string' ? description : '',
    };
  });
}

function typeOf(type: unknown, values: unknown): string {
  if (Array.isArray(values)) return values.map(String).join(' or ');
  const types = [type].flat().filter((one) => typeof one === 'string');
  return types.length === 0 ? 'anything' : types.map((one) => words[one] ?? one).join(' or ');
}
