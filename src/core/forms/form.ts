/** One thing to choose. */
export interface Option {
  /** At most 75 characters are shown (Slack's limit for an option's text). */
  readonly label: string;
  readonly value: string;
  readonly detail?: string;
}

interface FieldBase {
  /** The name of the value, unique in its form. */
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly isRequired: boolean;
}

/** A line or several lines of text. */
export interface TextField extends FieldBase {
  readonly kind: 'text';
  readonly isMultiline: boolean;
  readonly initial?: string;
  readonly placeholder?: string;
  readonly minimumLength?: number;
  readonly maximumLength?: number;
  /** A regular expression that the whole text must match, and what to say when it does not. */
  readonly pattern?: { readonly source: string; readonly message: string };
}

export interface NumberField extends FieldBase {
  readonly kind: 'number';
  readonly isInteger: boolean;
  readonly initial?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** One of a few options. */
export interface ChoiceField extends FieldBase {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  readonly initial?: string;
}

/** Several of a few options. */
export interface ChoicesField extends FieldBase {
  readonly kind: 'choices';
  readonly options: readonly Option[];
  readonly initial?: readonly string[];
}

/** Yes or no. */
export interface BooleanField extends FieldBase {
  readonly kind: 'boolean';
  readonly initial: boolean;
}

/** One of too many to list: looked up while the person types. */
export interface LookupField extends FieldBase {
  readonly kind: 'lookup';
  /** The name of a registered lookup, such as `entities`. */
  readonly lookup: string;
  /** What the lookup is narrowed by; its meaning is the lookup's own. */
  readonly filter: string;
  readonly initial?: Option;
}

export type Field = TextField | NumberField | ChoiceField | ChoicesField | BooleanField | LookupField;

/** The fields that are asked for at once. */
export interface Page {
  readonly title: string;
  readonly description?: string;
  readonly fields: readonly Field[];
}

/** What to ask a person, as data. It has at least one page. */
export interface Form {
  readonly title: string;
  readonly submitLabel: string;
  readonly pages: readonly [Page, ...Page[]];
}

/** What a surface read from one page: text as typed, options by value, a missing key where nothing was given. */
export type RawValues = Readonly<Record<string, string | readonly string[] | boolean>>;

/** What is wrong with a field, in words for the person who fills it. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}
