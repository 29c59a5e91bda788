import { isObject } from '../json.ts';

/** Every text that stands somewhere in a value: the strings in fields called `text`. */
export const textsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, inner]) =>
    field === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner),
  );
};
