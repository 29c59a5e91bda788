import type {
  ChoiceField,
  ChoicesField,
  Field,
  ListField,
  LookupField,
  LookupsField,
  NumberField,
  SecretField,
  TextField,
} from '#callboard/core/forms/form.ts';
import type { InputField } from './form-step.ts';

/** A field that a person answers by typing a name, since Discord's modals list at most 25 options and look up none. */
export type TypedField = LookupField | LookupsField | ChoiceField | ChoicesField;

/** A field that is answered by writing. */
export type WrittenField = TextField | NumberField | SecretField | ListField;

/** How a field is asked for in a modal. */
export type FormInput =
  | { readonly kind: 'text'; readonly field: WrittenField }
  | { readonly kind: 'typed'; readonly field: TypedField }
  | { readonly kind: 'radio'; readonly field: ChoiceField }
  | { readonly kind: 'select'; readonly field: ChoiceField | ChoicesField }
  | { readonly kind: 'checkboxes'; readonly field: ChoicesField }
  | { readonly kind: 'checkbox'; readonly field: Field & { readonly kind: 'boolean' } };

/** Discord's limits: radio buttons and checkboxes of a group, options of a select. */
const groupLimit = 10;
const selectLimit = 25;

/** The input of Discord's that suits a field. */
export function formInput(field: InputField): FormInput {
  switch (field.kind) {
    case 'text':
    case 'number':
    case 'secret':
    case 'list':
      return { kind: 'text', field };
    case 'boolean':
      return { kind: 'checkbox', field };
    case 'lookup':
    case 'lookups':
      return { kind: 'typed', field };
    case 'choice': {
      const count = field.options.length;
      if (count === 0 || count > selectLimit) return { kind: 'typed', field };
      return { kind: count > 1 && count <= groupLimit && field.shown !== 'menu' ? 'radio' : 'select', field };
    }
    case 'choices': {
      const count = field.options.length;
      if (count === 0 || count > selectLimit) return { kind: 'typed', field };
      return { kind: count <= groupLimit ? 'checkboxes' : 'select', field };
    }
  }
}
