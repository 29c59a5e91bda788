import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';
import { isJsonObject, textOf, textsOf } from './json-object.ts';

/** What an entity picker is narrowed to: one of the alternatives must hold, in all its conditions; empty lets all pass. */
export interface EntityFilter {
  /** Field by path, such as `kind` or `spec.type`, to the values it may have, compared in lower case. */
  readonly filters: readonly Readonly<Record<string, readonly string[]>>[];
}

/** The filter in a picker's `ui:options`: `catalogFilter`, else `allowedKinds`. */
export function entityFilter(schema: JsonObject): EntityFilter {
  const options = isJsonObject(schema['ui:options']) ? schema['ui:options'] : {};
  const allowedKinds = textsOf(options['allowedKinds']);
  const alternatives = [options['catalogFilter']].flat().filter(isJsonObject).map(conditions);
  if (alternatives.length > 0) return { filters: alternatives };
  return { filters: allowedKinds.length > 0 ? [{ kind: allowedKinds }] : [] };
}

/** The kinds in lower case that the filter lets pass; undefined where it does not say. */
export function kindsOf(filter: EntityFilter): readonly string[] | undefined {
  const kinds = filter.filters.map((alternative) => alternative['kind']);
  return kinds.length > 0 && kinds.every((kind) => kind !== undefined)
    ? kinds.flatMap((kind) => kind ?? []).map((kind) => kind.toLowerCase())
    : undefined;
}

/** The kind that a bare name in a picker stands for, where it says so. */
export function defaultKindOf(schema: JsonObject): string | undefined {
  return isJsonObject(schema['ui:options']) ? textOf(schema['ui:options']['defaultKind']) : undefined;
}

/** A condition such as `{ exists: true }` is more than the pickers know and narrows nothing. */
function conditions(filter: JsonObject): Readonly<Record<string, readonly string[]>> {
  const known = Object.entries(filter).flatMap(([field, value]: [string, Json]): [string, readonly string[]][] => {
    const values = textsOf([value].flat());
    return values.length > 0 ? [[field, values]] : [];
  });
  return Object.fromEntries(known);
}
