import type { ModalSubmitFields } from 'discord.js';
import type { Field, Option, RawValues } from '#callboard/core/forms/form.ts';
import { formInput } from './form-input.ts';
import type { TypedField } from './form-input.ts';

/** What a submitted modal gave: values, and for fields that name something what was typed. */
export interface FormReading {
  readonly values: RawValues;
  readonly typed: readonly { readonly field: TypedField; readonly text: string }[];
}

const optionValue = (options: readonly Option[], index: string | null | undefined) =>
  options[Number(index ?? -1)]?.value;
const optionValues = (options: readonly Option[], indices: readonly string[]) =>
  indices.flatMap((index) => optionValue(options, index) ?? []);
const someOf = (values: readonly string[]) => (values.length === 0 ? undefined : values);

function readValue(field: Field, id: string, submitted: ModalSubmitFields): RawValues[string] | undefined {
  const input = formInput(field);
  switch (input.kind) {
    case 'text':
    case 'typed':
      return submitted.getTextInputValue(id).trim() || undefined;
    case 'radio':
      return optionValue(input.field.options, submitted.getRadioGroup(id));
    case 'checkbox':
      return submitted.getCheckbox(id);
    case 'checkboxes':
      return someOf(optionValues(input.field.options, submitted.getCheckboxGroup(id)));
    case 'select': {
      const values = optionValues(input.field.options, submitted.getStringSelectValues(id));
      return input.field.kind === 'choices' ? someOf(values) : values[0];
    }
  }
}

/**
 * Reads the fields of one modal. `fields` are those it asked for, `all` those of the page: an input's id is its
 * field's index there.
 * @throws Error where an input is missing, which Discord does not let happen
 */
export function readForm(fields: readonly Field[], all: readonly Field[], submitted: ModalSubmitFields): FormReading {
  const read = fields.map((field) => ({ field, value: readValue(field, String(all.indexOf(field)), submitted) }));
  const values: Record<string, RawValues[string]> = {};
  const typed: { field: TypedField; text: string }[] = [];
  for (const { field, value } of read) {
    const input = formInput(field);
    if (value === undefined) continue;
    if (input.kind === 'typed' && typeof value === 'string') typed.push({ field: input.field, text: value });
    else values[field.name] = value;
  }
  return { values, typed };
}
