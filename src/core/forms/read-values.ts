import type { Field, Form, RawValues } from './form.ts';
import { isYes, type RawValue, textsIn, valueOf } from './value-of.ts';

type TypedValue = string | number | boolean | readonly string[];

/**
 * The values of a whole form, typed: numbers as numbers, yes or no as a boolean, a list as its texts. A field that was
 * left empty is left out; where it has a default that somebody took away, its value is an empty text. They have passed
 * `checkPage`, page by page.
 */
export function readValues(form: Form, values: RawValues): Readonly<Record<string, TypedValue>> {
  const fields = form.pages.flatMap((page) => page.fields);
  return Object.fromEntries(
    fields.flatMap((field): [string, TypedValue][] => {
      const typed = typedValue(field, valueOf(field, values));
      return typed === undefined ? [] : [[field.name, typed]];
    }),
  );
}

function typedValue(field: Field, raw: RawValue | undefined): TypedValue | undefined {
  if (field.kind === 'boolean') return isYes(raw);
  if (raw === undefined) return field.kind === 'items' || valueOf(field, {}) !== undefined ? '' : undefined;
  switch (field.kind) {
    case 'number':
      return Number(raw);
    case 'list':
    case 'lookups':
    case 'choices':
    case 'items':
      return typeof raw === 'string' && field.kind !== 'list' ? [raw] : textsIn(raw);
    default:
      return raw;
  }
}
