import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { textOf } from '../json-object.ts';
import type { CustomField } from './custom-field.ts';
import { typeOf } from './field-from-schema.ts';
import { followReference, resolveSchema } from './resolve-schema.ts';

type CustomFields = ReadonlyMap<string, CustomField>;

const builtIn: ReadonlySet<string> = new Set([
  'EntityPicker',
  'EntityNamePicker',
  'EntityTagsPicker',
  'MultiEntityPicker',
  'OwnerPicker',
  'OwnedEntityPicker',
  'MyGroupsPicker',
  'RepoUrlPicker',
  'RepoBranchPicker',
  'RepoOwnerPicker',
  'Secret',
  'Lookup',
]);

/**
 * The schema that is asked for in the place of a property's, and of the items in it: references followed; a plugin's
 * where its `ui:field` is one; with a word to the person where nobody knows the field, so that its type alone counts.
 * @param root where its `$ref`s lead
 */
export function asAsked(stated: JsonObject, root: JsonObject, customFields: CustomFields): JsonObject {
  const own = followReference(stated, root);
  const schema = byItsField(typeOf(own) === 'object' ? own : resolveSchema(own, {}, root), customFields);
  const { items } = schema;
  return isJsonObject(items) ? { ...schema, items: asAsked(items, root, customFields) } : schema;
}

function byItsField(schema: JsonObject, customFields: CustomFields): JsonObject {
  const id = textOf(schema['ui:field']);
  if (id === undefined || builtIn.has(id)) return schema;
  const custom = customFields.get(id);
  if (!custom) return withNote(schema, `The field ${id} is not known here: what it would have made is typed.`);
  const kept = ['title', 'description', 'default'].flatMap((keyword): readonly [string, Json][] => {
    const value = schema[keyword];
    return value === undefined ? [] : [[keyword, value]];
  });
  return { ...Object.fromEntries(kept), ...custom.ask(schema) };
}

function withNote(schema: JsonObject, note: string): JsonObject {
  const help = textOf(schema['ui:help']);
  return { ...schema, 'ui:help': help === undefined ? note : `${help} ${note}` };
}
