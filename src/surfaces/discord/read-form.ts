import type { ModalSubmitFields } from 'discord.js';
import type { Option, RawValues } from '#callboard/core/forms/form.ts';
import { formInput } from './form-input.ts';
import type { TypedField } from './form-input.ts';
import { type InputField, tokenOf } from './form-step.ts';

/** What a submitted modal gave: values, and for fields that name something what was typed. */
export interface FormReading {
  /** An empty text where a field was left empty. */
  readonly values: RawValues;
  readonly typed: readonly { readonly field: TypedField; readonly text: string }[];
}

const optionValue = (options: readonly Option[], index: string | null | undefined) =>
  options[Number(index ?? -1)]?.value;
const optionValues = (options: readonly Option[], indices: readonly string[]) =>
  indices.flatMap((index) => optionValue(options, index) ?? []);

function readValue(field: InputField, id: string, submitted: ModalSubmitFields): RawValues[string] {
  const input = formInput(field);
  switch (input.kind) {
    case 'text':
    case 'typed':
      return submitted.getTextInputValue(id).trim();
    case 'radio':
      return optionValue(input.field.options, submitted.getRadioGroup(id)) ?? '';
    case 'checkbox':
      return submitted.getCheckbox(id);
    case 'checkboxes':
      return optionValues(input.field.options, submitted.getCheckboxGroup(id));
    case 'select': {
      const values = optionValues(input.field.options, submitted.getStringSelectValues(id));
      return input.field.kind === 'choices' ? values : (values[0] ?? '');
    }
  }
}

/** Reads those of the fields that a submitted modal has: an input's id is the token of its field's name. */
export function readForm(
  fields: readonly InputField[],
  submitted: ModalSubmitFields,
): FormReading & { readonly fields: readonly InputField[] } {
  const shown = fields.filter(({ name }) => submitted.fields.has(tokenOf(name)));
  const values: Record<string, RawValues[string]> = {};
  const typed: { field: TypedField; text: string }[] = [];
  for (const field of shown) {
    const value = readValue(field, tokenOf(field.name), submitted);
    const input = formInput(field);
    if (input.kind === 'typed' && typeof value === 'string' && value !== '')
      typed.push({ field: input.field, text: value });
    else values[field.name] = value;
  }
  return { values, typed, fields: shown };
}
