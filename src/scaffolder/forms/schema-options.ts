import type { Option } from '#callboard/core/forms/form.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { asText, textOf, textsOf } from '../json-object.ts';
import { pickerOptions } from './picker-options.ts';

/** One value that a schema takes, with what it is called. */
export interface SchemaOption {
  readonly value: Json;
  readonly label: string;
  readonly detail: string | undefined;
}

/**
 * The values that a schema lists: `enum` with `enumNames`, or `oneOf` and `anyOf` of constants with titles.
 * Those of `ui:enumDisabled` are left out: a surface that shows them could not keep them from being chosen.
 * @returns undefined where it lists none
 */
export function schemaOptions(schema: JsonObject): readonly SchemaOption[] | undefined {
  const { enum: values } = schema;
  if (Array.isArray(values)) {
    const names = textsOf(schema['enumNames'] ?? schema['ui:enumNames'] ?? pickerOptions(schema)['enumNames']);
    return values
      .map((value: Json, index) => ({ value, label: names[index] ?? asText(value), detail: undefined }))
      .filter(({ value }) => !isDisabled(schema, value));
  }
  for (const keyword of ['oneOf', 'anyOf']) {
    const branches: readonly Json[] = [schema[keyword] ?? []].flat();
    const options = branches.filter(isJsonObject).flatMap(constantOf);
    if (options.length > 0 && options.length === branches.length)
      return options.filter(({ value }) => !isDisabled(schema, value));
  }
  return undefined;
}

/** The options as a field has them: of several with one text, the first. */
export function fieldOptions(options: readonly SchemaOption[]): readonly Option[] {
  const byValue = new Map<string, Option>();
  for (const { value, label, detail } of options) {
    const text = asText(value);
    const shown = label.trim() === '' ? 'None' : label;
    if (!byValue.has(text))
      byValue.set(text, { label: shown, value: text, ...(detail === undefined ? {} : { detail }) });
  }
  return [...byValue.values()];
}

function isDisabled(schema: JsonObject, value: Json): boolean {
  const disabled = schema['ui:enumDisabled'] ?? pickerOptions(schema)['enumDisabled'];
  return Array.isArray(disabled) && disabled.some((one: Json) => asText(one) === asText(value));
}

function constantOf(branch: JsonObject): readonly SchemaOption[] {
  const { const: constant, enum: values } = branch;
  const value = constant ?? (Array.isArray(values) && values.length === 1 ? values[0] : undefined);
  if (value === undefined) return [];
  return [{ value, label: textOf(branch['title']) ?? asText(value), detail: textOf(branch['description']) }];
}
