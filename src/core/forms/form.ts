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
  /** What is asked beside it depends on its value: a surface that can shows the page anew when it changes. */
  readonly decides?: true;
  /** Where the person is to begin. */
  readonly isFocused?: true;
  /** How the review shows its value: in dots, or not at all; as it is where nothing is said. */
  readonly review?: 'masked' | 'hidden';
}

/** A regular expression that the whole text must match, and what to say when it does not. */
export interface Pattern {
  readonly source: string;
  readonly message: string;
}

/** What a text is held to. */
interface TextRules {
  readonly minimumLength?: number;
  readonly maximumLength?: number;
  readonly pattern?: Pattern;
}

/**
 * A line or several lines of text. `format`: a date as YYYY-MM-DD, a time and a moment as RFC 3339 has them
 * (`10:30:00Z`, `2026-11-30T10:30:00Z`), an e-mail address, an absolute address on the web.
 */
export interface TextField extends FieldBase, TextRules {
  readonly kind: 'text';
  readonly isMultiline: boolean;
  readonly format?: 'date' | 'time' | 'date-time' | 'email' | 'url';
  readonly initial?: string;
  readonly placeholder?: string;
}

/** A text that nobody reads again: it is sealed as soon as it is in, and never shown. */
export interface SecretField extends FieldBase, TextRules {
  readonly kind: 'secret';
  readonly placeholder?: string;
}

/** Any number of texts, a line each. */
export interface ListField extends FieldBase {
  readonly kind: 'list';
  readonly initial?: readonly string[];
  readonly placeholder?: string;
  readonly minimumCount?: number;
  readonly maximumCount?: number;
  /** Of each text. */
  readonly pattern?: Pattern;
}

export interface NumberField extends FieldBase {
  readonly kind: 'number';
  readonly isInteger: boolean;
  readonly initial?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** What it must be more than. */
  readonly above?: number;
  /** What it must be less than. */
  readonly below?: number;
  readonly multipleOf?: number;
}

/** One of a few options. */
export interface ChoiceField extends FieldBase {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  readonly initial?: string;
  /** How it was asked to be shown; else a surface decides by how many there are. */
  readonly shown?: 'radio' | 'menu';
}

/** Several of a few options. */
export interface ChoicesField extends FieldBase {
  readonly kind: 'choices';
  readonly options: readonly Option[];
  readonly initial?: readonly string[];
  readonly minimumCount?: number;
  readonly maximumCount?: number;
}

/** Yes or no. */
export interface BooleanField extends FieldBase {
  readonly kind: 'boolean';
  readonly initial: boolean;
}

/** Where options are looked up while the person types. */
interface Looked {
  /** The name of a registered lookup, such as `entities`. */
  readonly lookup: string;
  /** What the lookup is narrowed by; its meaning is the lookup's own. */
  readonly filter: string;
  /** What was typed may stand as it is, whether it is found or not. */
  readonly takesAny?: true;
  /** What is chosen, as far as its name is known. */
  readonly chosen?: readonly Option[];
}

/** One of too many to list. */
export interface LookupField extends FieldBase, Looked {
  readonly kind: 'lookup';
  /** Of what was typed, where any may stand. */
  readonly pattern?: Pattern;
  readonly initial?: Option;
}

/** Several of too many to list. */
export interface LookupsField extends FieldBase, Looked {
  readonly kind: 'lookups';
  /** Of what was typed, where any may stand. */
  readonly pattern?: Pattern;
  readonly initial?: readonly Option[];
  readonly minimumCount?: number;
  readonly maximumCount?: number;
}

/**
 * Any number of things with fields of their own, each on a page below this one. Its value is the list of their ids;
 * what adds and removes them is `changeItems`.
 */
export interface ItemsField extends FieldBase {
  readonly kind: 'items';
  /** Those there are now. */
  readonly items: readonly { readonly id: string; readonly title: string; readonly pageId: string }[];
  /** The id of the next one. */
  readonly nextId: string;
  readonly minimumCount?: number;
  readonly maximumCount?: number;
}

export type Field =
  | TextField
  | SecretField
  | ListField
  | NumberField
  | ChoiceField
  | ChoicesField
  | BooleanField
  | LookupField
  | LookupsField
  | ItemsField;

/** The fields that are asked for at once. */
export interface Page {
  /** Unique in its form. */
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly fields: readonly Field[];
  /** The page that lists what this one asks about; without it, the page is one of those that follow one another. */
  readonly parentId?: string;
  /** The page that this one goes on from, where the two are one that is too large to be shown at once. */
  readonly follows?: string;
}

/** What to ask a person as their answers stand, as data. Its first page has no parent. */
export interface Form {
  readonly title: string;
  readonly submitLabel: string;
  /** What was given is shown once more before the form is submitted. */
  readonly isReviewed?: true;
  readonly pages: readonly [Page, ...Page[]];
}

/**
 * What a person gave, by field: text as typed, options by value, empty where a field was left empty, a missing key where
 * it was not asked yet, so that its default holds.
 */
export type RawValues = Readonly<Record<string, string | readonly string[] | boolean>>;

/** What is wrong with a field, in words for the person who fills it. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}
