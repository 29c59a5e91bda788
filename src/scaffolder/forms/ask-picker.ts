import type { Option } from '#callboard/core/forms/form.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { asText, textOf } from '../json-object.ts';
import { entityNamePattern } from './describe-pattern.ts';
import { entityFilter, filterText } from './entity-filter.ts';
import type { FieldBase } from './field-base.ts';
import { askText } from './field-from-schema.ts';
import { itemCounts } from './item-counts.ts';
import { pickerOptions } from './picker-options.ts';
import type { Asks } from './question.ts';

/** The pickers that name entities, and the lookup that finds them. */
const entityLookups: Readonly<Record<string, string>> = {
  EntityPicker: 'entities',
  MultiEntityPicker: 'entities',
  OwnerPicker: 'owners',
  OwnedEntityPicker: 'owned-entities',
  MyGroupsPicker: 'my-groups',
};

/** Tags as the catalog takes them: https://backstage.io/docs/features/software-catalog/descriptor-format#tags-optional */
const tagPattern = '^[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*$';
/** What git takes for a branch, as far as people make mistakes there: `git help check-ref-format`. */
const branchPattern = '^(?![/.])(?!.*(?:\\.\\.|//|@\\{|\\\\))[^\\s~^:?*\\[]+(?<![/.])$';
const branchMessage = 'must be the name of a branch, such as main: without blanks and without ~ ^ : ? * [ \\';

/** Whether a schema is asked for by a picker that names entities. */
export const isEntityPicker = (schema: JsonObject): boolean =>
  Object.hasOwn(entityLookups, textOf(schema['ui:field']) ?? '');

/** How entities are asked for, by looking them up. */
export function askEntities(schema: JsonObject, base: FieldBase, given: readonly Json[], isSeveral: boolean): Asks {
  const options = pickerOptions(schema);
  const looked = {
    lookup: entityLookups[textOf(schema['ui:field']) ?? ''] ?? 'entities',
    filter: filterText(entityFilter(schema)),
    ...(options['allowArbitraryValues'] === true && { takesAny: true as const }),
  };
  return { kind: 'entities', field: lookupField(base, looked, given, isSeveral) };
}

/**
 * How a built-in `ui:field` asks for its parameter.
 * @returns undefined for a field that is not built in
 */
export function askPicker(schema: JsonObject, base: FieldBase, initial: Json | undefined): Asks | undefined {
  const given = [initial ?? []].flat();
  const picker = textOf(schema['ui:field']);
  if (isEntityPicker(schema))
    return askEntities(schema, { ...base, ...severalCounts(schema) }, given, isForSeveral(schema));
  switch (picker) {
    case 'EntityNamePicker':
      return askText({ pattern: entityNamePattern, maxLength: 63, ...schema }, base, initial);
    case 'EntityTagsPicker':
      return { kind: 'field', field: tagsField(schema, base, given) };
    case 'RepoBranchPicker':
      return askText(
        { pattern: branchPattern, errorMessage: `${base.label} ${branchMessage}`, ...schema },
        base,
        initial,
      );
    case 'Secret':
      return askText(schema, base, undefined);
    case 'Lookup': {
      const { lookup, filter = '', allowArbitraryValues } = pickerOptions(schema);
      if (typeof lookup !== 'string') return { kind: 'unaskable', reason: 'has the field Lookup without a lookup' };
      const looked = {
        lookup,
        filter: asText(filter),
        ...(allowArbitraryValues === true && { takesAny: true as const }),
      };
      return { kind: 'field', field: lookupField(base, looked, given, schema['type'] === 'array') };
    }
    default:
      return undefined;
  }
}

const isForSeveral = (schema: JsonObject): boolean =>
  schema['ui:field'] === 'MultiEntityPicker' || schema['type'] === 'array';

const severalCounts = (schema: JsonObject) => (isForSeveral(schema) ? itemCounts(schema) : {});

interface Looked {
  readonly lookup: string;
  readonly filter: string;
  readonly takesAny?: true;
}

function lookupField(base: FieldBase, looked: Looked, given: readonly Json[], isSeveral: boolean) {
  const options = given.filter((value) => value !== '' && !isJsonObject(value)).map(optionOf);
  const [first] = options;
  return isSeveral
    ? { ...base, ...looked, kind: 'lookups' as const, ...(first && { initial: options }) }
    : { ...base, ...looked, kind: 'lookup' as const, ...(first && { initial: first }) };
}

/** Tags that are in use already, and any other that is well-formed. */
function tagsField(schema: JsonObject, base: FieldBase, given: readonly Json[]) {
  const filter = JSON.stringify({ kinds: pickerOptions(schema)['kinds'] ?? [] });
  const looked = { lookup: 'tags', filter, takesAny: true as const };
  const message = 'a tag is of lower case letters, digits, :, + and #, with single hyphens between them';
  const field = lookupField({ ...base, ...itemCounts(schema) }, looked, given, true);
  return { ...field, pattern: { source: tagPattern, message } };
}

const optionOf = (value: Json): Option => ({ label: asText(value), value: asText(value) });
