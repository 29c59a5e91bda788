import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';

/** An object of one key that stands for the content of a file. */
export interface Placeholder {
  readonly key: '$text' | '$json' | '$yaml';
  readonly target: string;
  readonly path: readonly (string | number)[];
}

type Path = readonly (string | number)[];

/** The placeholders of a document, in order. */
export function findPlaceholders(value: Json, path: Path = []): readonly Placeholder[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => findPlaceholders(item, [...path, index]));
  if (!isJsonObject(value)) return [];
  const placeholder = readPlaceholder(value, path);
  if (placeholder) return [placeholder];
  return Object.entries(value).flatMap(([key, item]) => findPlaceholders(item, [...path, key]));
}

/** The document with a value in the place of each placeholder. */
export function replacePlaceholders(value: Json, valueFor: (placeholder: Placeholder) => Json, path: Path = []): Json {
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => replacePlaceholders(item, valueFor, [...path, index]));
  }
  if (!isJsonObject(value)) return value;
  const placeholder = readPlaceholder(value, path);
  if (placeholder) return valueFor(placeholder);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replacePlaceholders(item, valueFor, [...path, key])]),
  );
}

function readPlaceholder(value: { readonly [key: string]: Json }, path: Path): Placeholder | undefined {
  const [entry, ...more] = Object.entries(value);
  if (!entry || more.length > 0) return undefined;
  const [key, target] = entry;
  if (key !== '$text' && key !== '$json' && key !== '$yaml') return undefined;
  return typeof target === 'string' ? { key, target, path } : undefined;
}
