import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { textOf, textsOf } from '../json-object.ts';
import { pickerOptions } from './picker-options.ts';

/**
 * What an entity picker is narrowed to: one of the alternatives must hold, in all its fields; none lets all pass.
 * A field, such as `kind` or `spec.type`, must have one of its values; with no values it must be there, or must not.
 */
export type EntityFilter = readonly Readonly<Record<string, readonly string[] | typeof absent>>[];

const absent = { exists: false } as const;

/** The filter in a picker's `ui:options`: `catalogFilter`, else `allowedKinds`. */
export function entityFilter(schema: JsonObject): EntityFilter {
  const options = pickerOptions(schema);
  const alternatives = [options['catalogFilter']].flat().filter(isJsonObject).map(conditions);
  if (alternatives.length > 0) return alternatives;
  const allowedKinds = textsOf(options['allowedKinds']);
  return allowedKinds.length > 0 ? [{ kind: allowedKinds }] : [];
}

/** The filter as the catalog's lookups take it. */
export function filterText(filter: EntityFilter): string {
  return filter.length > 0 ? JSON.stringify(filter) : '';
}

/** What a filter asks for, to follow "only what has": `kind System and spec.type service, or any spec.lifecycle`. */
export function describeFilter(filter: EntityFilter): string {
  const told = filter.map((alternative) =>
    Object.entries(alternative)
      .map(([field, values]) => describeCondition(field, values))
      .join(' and '),
  );
  return told.join(', or ');
}

/** The kind that a bare name in a picker stands for, where it says so. */
export function defaultKindOf(schema: JsonObject): string | undefined {
  return textOf(pickerOptions(schema)['defaultKind']);
}

function describeCondition(field: string, values: EntityFilter[number][string]): string {
  if ('exists' in values) return `no ${field}`;
  return values.length === 0 ? `any ${field}` : `${field} ${values.join(' or ')}`;
}

/** `{ exists: true }` has no values: the field must be there. */
function conditions(filter: JsonObject): EntityFilter[number] {
  return Object.fromEntries(
    Object.entries(filter).map(([field, value]: [string, Json]) => [
      field,
      isJsonObject(value) && value['exists'] === false ? absent : textsOf([value].flat()),
    ]),
  );
}
