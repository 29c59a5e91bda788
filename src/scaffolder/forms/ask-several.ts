import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { asText } from '../json-object.ts';
import { askEntities, isEntityPicker } from './ask-picker.ts';
import type { FieldBase } from './field-base.ts';
import { placeholderOf, textRules, typeOf } from './field-from-schema.ts';
import { pickerOptions } from './picker-options.ts';
import type { Asks } from './question.ts';
import { itemCounts } from './item-counts.ts';
import { fieldOptions, schemaOptions } from './schema-options.ts';

/** How a list is asked for whose items have no fields of their own: a choice, entities, or a text a line. */
export function askSeveral(schema: JsonObject, items: JsonObject, base: FieldBase, initial: Json | undefined): Asks {
  const given = Array.isArray(initial) ? initial : [];
  const options = schemaOptions({ ...items, ...aboutOptions(schema) });
  if (options) {
    const shown = fieldOptions(options);
    const chosen = given.map(asText).filter((text) => shown.some(({ value }) => value === text));
    const field = { ...base, ...itemCounts(schema), kind: 'choices' as const, options: shown };
    return { kind: 'field', field: chosen.length > 0 ? { ...field, initial: chosen } : field };
  }
  if (isEntityPicker(items)) return askEntities(items, { ...base, ...itemCounts(schema) }, given, true);
  if (!['string', 'number', 'integer'].includes(typeOf(items)))
    return askYaml(base, initial, 'A list, written as YAML.');
  return askList(schema, items, base, given);
}

/** What a list says of the options of its items. */
const aboutOptions = (schema: JsonObject): JsonObject =>
  Object.fromEntries(
    ['enumNames', 'ui:enumDisabled'].flatMap((keyword): [string, Json][] => {
      const value = schema[keyword] ?? pickerOptions(schema)[keyword.replace('ui:', '')];
      return value === undefined ? [] : [[keyword, value]];
    }),
  );

/** How an object or a list without a shape is asked for: as a text that is read as YAML. */
export function askYaml(base: FieldBase, initial: Json | undefined, words: string): Asks {
  const help = [base.help, words].filter((text) => text !== undefined).join(' — ');
  const text = initial === undefined || initial === null ? {} : { initial: JSON.stringify(initial, undefined, 2) };
  return { kind: 'yaml', field: { ...base, help, kind: 'text', isMultiline: true, ...text } };
}

function askList(schema: JsonObject, items: JsonObject, base: FieldBase, given: readonly Json[]): Asks {
  const rules = textRules(base.label, items);
  if (typeof rules === 'string') return { kind: 'unaskable', reason: rules };
  const { pattern } = rules;
  const help = [base.help, 'One a line.'].filter((text) => text !== undefined).join(' — ');
  const initial = given.filter((item) => !isJsonObject(item)).map(asText);
  const field = { ...base, help, kind: 'list' as const, ...placeholderOf(items), ...itemCounts(schema) };
  return {
    kind: 'field',
    field: { ...field, ...(pattern && { pattern }), ...(initial.length > 0 ? { initial } : {}) },
  };
}
