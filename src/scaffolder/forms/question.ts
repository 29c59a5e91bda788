import type {
  BooleanField,
  ChoiceField,
  ChoicesField,
  Field,
  ItemsField,
  ListField,
  LookupField,
  LookupsField,
  NumberField,
  SecretField,
  TextField,
} from '#callboard/core/forms/form.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import type { AskedHost } from './asked-host.ts';

/** A field whose value is a parameter's. */
export type ValueField =
  | TextField
  | ListField
  | NumberField
  | ChoiceField
  | ChoicesField
  | BooleanField
  | LookupField
  | LookupsField;

/** How a template's repository address is asked for: its parts, as far as there is a choice. */
export interface RepositoryPicker {
  readonly name: string;
  readonly hosts: readonly AskedHost[];
  /** Empty where the person names one. */
  readonly owners: readonly string[];
  readonly fields: readonly Field[];
}

/** One thing of a list of things. */
export interface Item {
  readonly id: string;
  readonly questions: readonly Question[];
}

/** How a parameter is asked for. */
export type Asks =
  | { readonly kind: 'field'; readonly field: ValueField }
  /** Names entities of the catalog. */
  | { readonly kind: 'entities'; readonly field: LookupField | LookupsField }
  /** An object or a list without a shape, written as YAML. */
  | { readonly kind: 'yaml'; readonly field: TextField }
  | { readonly kind: 'secret'; readonly field: SecretField }
  | { readonly kind: 'repository'; readonly picker: RepositoryPicker }
  /** An object with properties of its own. */
  | { readonly kind: 'group'; readonly questions: readonly Question[] }
  | { readonly kind: 'items'; readonly field: ItemsField; readonly items: readonly Item[] }
  /** Which of several shapes the rest of the object has; no value comes of it. */
  | { readonly kind: 'alternative'; readonly field: ChoiceField; readonly branches: readonly JsonObject[] }
  /** Its value is known without being asked: a constant, or a default. */
  | { readonly kind: 'nothing'; readonly value: Json | undefined }
  /** It can't be asked for; the reason follows its name: "has no schema". */
  | { readonly kind: 'unaskable'; readonly reason: string };

/** One parameter of a template, or one property of it, and how it is asked for. */
export interface Question {
  /** Empty for one that no value comes of. */
  readonly property: string;
  /** The name of its field, or what the names of its fields begin with; unique in the form. */
  readonly name: string;
  readonly schema: JsonObject;
  readonly isRequired: boolean;
  readonly asks: Asks;
}

/** The fields that ask for it on its own page, in order. */
export function fieldsOf({ asks }: Question): readonly Field[] {
  switch (asks.kind) {
    case 'nothing':
    case 'unaskable':
      return [];
    case 'group':
      return asks.questions.flatMap(fieldsOf);
    case 'repository':
      return asks.picker.fields;
    default:
      return [asks.field];
  }
}

/** Every question among these that can't be asked, by its path, with the reason. */
export function unaskableIn(questions: readonly Question[]): readonly string[] {
  return questions.flatMap(({ name, asks }): readonly string[] => {
    if (asks.kind === 'unaskable') return [`"${name}" ${asks.reason}`];
    if (asks.kind === 'group') return unaskableIn(asks.questions);
    return asks.kind === 'items' ? asks.items.flatMap((item) => unaskableIn(item.questions)) : [];
  });
}
