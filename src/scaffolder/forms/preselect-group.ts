import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Directory } from '#callboard/catalog/directory.ts';
import { readEntityFilter } from '#callboard/catalog/read-entity-filter.ts';
import type { JsonObject } from '../action.ts';
import type { Template } from '../template.ts';
import { entityFilter, filterText } from './entity-filter.ts';

/** The template with the only group of a user that a `MyGroupsPicker` lets them choose as its default, as in Backstage. */
export function preselectGroup(template: Template, directory: Directory, userRef: string): Template {
  const groups = directory.related(userRef, 'memberOf').flatMap((ref) => directory.get(ref) ?? []);
  const preselect = (schema: JsonObject): JsonObject => {
    const entries = Object.entries(schema).map(([key, value]) => [key, inside(value)] as const);
    const { fits } = readEntityFilter(filterText(entityFilter(schema)));
    const [only, ...others] = schema['ui:field'] === 'MyGroupsPicker' ? groups.filter(fits) : [];
    const isOffered = only !== undefined && others.length === 0 && schema['default'] === undefined;
    const chosen = isOffered ? { default: schema['type'] === 'array' ? [only.ref] : only.ref } : {};
    return { ...Object.fromEntries(entries), ...chosen };
  };
  const inside = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(inside);
    return isJsonObject(value) ? preselect(value) : value;
  };
  return { ...template, pages: template.pages.map(preselect) };
}
