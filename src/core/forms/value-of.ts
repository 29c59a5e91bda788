import type { Field, RawValues } from './form.ts';

export type RawValue = RawValues[string];

/** What a field holds: what was given, else its default; undefined where that is nothing. */
export function valueOf(field: Field, values: RawValues): RawValue | undefined {
  // A field may be called like something that every object has.
  const given = Object.hasOwn(values, field.name) ? values[field.name] : undefined;
  const value = given ?? initialOf(field);
  if (value === '' && field.kind === 'choice' && field.options.some((option) => option.value === '')) return value;
  return value === '' || (Array.isArray(value) && value.length === 0) ? undefined : value;
}

/** The texts in the value of a field of several: of a list, its lines. */
export function textsIn(value: RawValue | undefined): readonly string[] {
  if (typeof value === 'string') return value.split('\n').flatMap((line) => line.trim() || []);
  return typeof value === 'object' ? value : [];
}

/** Whether a raw value means yes: checkboxes come as lists, choices as text. */
export const isYes = (value: RawValue | undefined): boolean =>
  value === true || value === 'true' || (Array.isArray(value) && value.includes('true'));

function initialOf(field: Field): RawValue | undefined {
  switch (field.kind) {
    case 'secret':
      return undefined;
    case 'number':
      return field.initial?.toString();
    case 'lookup':
      return field.initial?.value;
    case 'lookups':
      return field.initial?.map(({ value }) => value);
    case 'items':
      return field.items.map(({ id }) => id);
    case 'list':
      return field.initial?.join('\n');
    default:
      return field.initial;
  }
}
