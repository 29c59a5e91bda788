import type { Field } from '#callboard/core/forms/form.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { asText, numberOf } from './json-object.ts';

/**
 * A field that is filled with what was given in it before, whatever its own default is.
 * @param value undefined where nothing was given
 */
export function withValue(field: Field, value: Json | undefined): Field {
  if (field.kind === 'boolean') return { ...field, initial: value === true };
  const { initial: _default, ...empty } = field;
  if (value === undefined || value === null) return empty;
  switch (empty.kind) {
    case 'text':
    case 'choice':
      return { ...empty, initial: asText(value) };
    case 'number': {
      const initial = numberOf(value);
      return initial === undefined ? empty : { ...empty, initial };
    }
    case 'choices':
      return { ...empty, initial: [value].flat().map(asText) };
    case 'lookup':
      return { ...empty, initial: { label: asText(value), value: asText(value) } };
  }
}
