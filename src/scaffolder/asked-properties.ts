import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';
import type { Template } from './template.ts';

/** A parameter where a template states it. */
export interface AskedProperty {
  readonly name: string;
  readonly schema: Json;
  /** From the document's root. */
  readonly path: readonly (string | number)[];
}

/** Every parameter that a template may ask for, also those that come and go with others; one that is stated twice, twice. */
export function askedProperties({ pages, pagesPath }: Pick<Template, 'pages' | 'pagesPath'>): readonly AskedProperty[] {
  return pages.flatMap((page, index) => propertiesOf(page, pagesPath(index)));
}

function propertiesOf(schema: Json, path: AskedProperty['path']): readonly AskedProperty[] {
  if (!isJsonObject(schema)) return [];
  const own = entriesOf(schema, 'properties').map(([name, inner]) => ({
    name,
    schema: inner,
    path: [...path, 'properties', name],
  }));
  const dependent = ['dependencies', 'dependentSchemas'].flatMap((keyword) =>
    entriesOf(schema, keyword).flatMap(([name, inner]) => propertiesOf(inner, [...path, keyword, name])),
  );
  const inner = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
    const branches: Json = schema[keyword] ?? [];
    return Array.isArray(branches)
      ? branches.flatMap((branch: Json, index) => propertiesOf(branch, [...path, keyword, index]))
      : [];
  });
  const conditional = ['then', 'else'].flatMap((keyword) => propertiesOf(schema[keyword] ?? null, [...path, keyword]));
  return [...own, ...dependent, ...inner, ...conditional];
}

function entriesOf(schema: JsonObject, keyword: string): readonly [string, Json][] {
  const value = schema[keyword];
  return isJsonObject(value) ? Object.entries(value) : [];
}
