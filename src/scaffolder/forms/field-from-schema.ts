import type { ChoiceField, NumberField, Pattern, SecretField, TextField } from '#callboard/core/forms/form.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { asText, numberOf, textOf } from '../json-object.ts';
import type { FieldBase } from './field-base.ts';
import { uiText } from './field-base.ts';
import { patternMessage } from './pattern-message.ts';
import { pickerOptions } from './picker-options.ts';
import type { Asks } from './question.ts';
import { fieldOptions, type SchemaOption, schemaOptions } from './schema-options.ts';

/** The widget that a schema asks for. */
export const widgetOf = (schema: JsonObject): string | undefined =>
  textOf(schema['ui:widget']) ?? textOf(pickerOptions(schema)['widget']);

/** The type of a schema's values; of several, the first that is not null. Where it says none, what its keywords are of. */
export function typeOf(schema: JsonObject): string {
  const stated = [schema['type'] ?? []].flat().find((type) => type !== 'null');
  if (typeof stated === 'string') return stated;
  if (schema['type'] !== undefined && [schema['type']].flat().includes('null')) return 'null';
  if (
    ['properties', 'oneOf', 'anyOf', 'allOf', 'if', 'dependencies'].some((keyword) => schema[keyword] !== undefined)
  ) {
    return 'object';
  }
  return schema['items'] === undefined ? 'string' : 'array';
}

/** How one value is asked for: a text, a number, yes or no, or one of those that the schema lists. */
export function askValue(schema: JsonObject, base: FieldBase, initial: Json | undefined): Asks {
  const options = schemaOptions(schema);
  if (options) return { kind: 'field', field: choiceField(base, schema, options, initial) };
  switch (typeOf(schema)) {
    case 'number':
    case 'integer':
      return { kind: 'field', field: numberField(base, schema, initial) };
    case 'boolean':
      return askBoolean(schema, base, initial);
    default:
      return askText(schema, base, initial);
  }
}

/** How a text is asked for: as a secret where its widget hides what is typed. */
export function askText(schema: JsonObject, base: FieldBase, initial: Json | undefined): Asks {
  const rules = textRules(base.label, schema);
  if (typeof rules === 'string') return { kind: 'unaskable', reason: rules };
  if (isSecret(schema)) return { kind: 'secret', field: secretField(base, schema, rules) };
  const format = formatOf(schema);
  const help = [base.help, takesFile(schema) ? `A small file as ${dataUrlWords}` : undefined];
  const told = help.filter((text) => text !== undefined).join(' — ');
  const field: TextField = {
    ...base,
    ...(told !== '' && { help: told }),
    kind: 'text',
    isMultiline: widgetOf(schema) === 'textarea',
    ...(format && { format }),
    ...initialText(initial),
    ...placeholderOf(schema),
    ...rules,
  };
  return { kind: 'field', field };
}

/** What a text is held to; a sentence's end where its pattern is none. */
export function textRules(label: string, schema: JsonObject): string | Pick<TextField, keyof TextRules> {
  const minimumLength = numberOf(schema['minLength']);
  const maximumLength = numberOf(schema['maxLength']);
  const pattern = textOf(schema['pattern']);
  if (pattern !== undefined && !isPattern(pattern)) return `has a pattern that is no regular expression: ${pattern}`;
  const file = takesFile(schema) && { pattern: { source: dataUrl, message: `${label} takes ${dataUrlWords}` } };
  return {
    ...(minimumLength === undefined ? {} : { minimumLength }),
    ...(maximumLength === undefined ? {} : { maximumLength }),
    ...file,
    ...(pattern === undefined ? {} : { pattern: { source: pattern, message: patternMessage(label, schema) } }),
  };
}

/** Whether Backstage would have the person choose a file, whose content is then the value. */
export const takesFile = (schema: JsonObject): boolean => schema['format'] === 'data-url';

/** https://www.rfc-editor.org/rfc/rfc2397 */
const dataUrl = String.raw`data:[\w.+\-]+/[\w.+\-]+(;[\w.+\-]+=[^;,]*)*(;base64)?,[\s\S]*`;
const dataUrlWords = 'a data: URL, such as data:text/plain;base64,SGVsbG8=';

interface TextRules {
  readonly minimumLength?: number;
  readonly maximumLength?: number;
  readonly pattern?: Pattern;
}

export const placeholderOf = (schema: JsonObject): { readonly placeholder?: string } => {
  const placeholder = uiText(schema, 'placeholder');
  return placeholder === undefined ? {} : { placeholder };
};

const isSecret = (schema: JsonObject): boolean =>
  schema['ui:field'] === 'Secret' ||
  widgetOf(schema) === 'password' ||
  pickerOptions(schema)['inputType'] === 'password';

/** A default would be no secret. */
const secretField = (base: FieldBase, schema: JsonObject, rules: TextRules): SecretField => ({
  ...base,
  kind: 'secret',
  ...placeholderOf(schema),
  ...rules,
});

const formats: Readonly<Record<string, TextField['format']>> = {
  date: 'date',
  time: 'time',
  'date-time': 'date-time',
  email: 'email',
  uri: 'url',
  url: 'url',
};

function formatOf(schema: JsonObject): TextField['format'] {
  const stated = [schema['format'], widgetOf(schema), pickerOptions(schema)['inputType']];
  return stated.flatMap((word) => formats[textOf(word) ?? ''] ?? [])[0];
}

const initialText = (initial: Json | undefined): { readonly initial?: string } =>
  initial === undefined || initial === null ? {} : { initial: asText(initial) };

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function numberField(base: FieldBase, schema: JsonObject, initial: Json | undefined): NumberField {
  const isInteger = typeOf(schema) === 'integer';
  const number = typeof initial === 'string' && initial.trim() !== '' ? Number(initial) : initial;
  return {
    ...base,
    kind: 'number',
    isInteger,
    ...(typeof number === 'number' && !Number.isNaN(number) ? { initial: number } : {}),
    ...numberRules(schema),
  };
}

const numberKeywords = {
  minimum: 'minimum',
  maximum: 'maximum',
  exclusiveMinimum: 'above',
  exclusiveMaximum: 'below',
  multipleOf: 'multipleOf',
} as const;

function numberRules(schema: JsonObject): Pick<NumberField, (typeof numberKeywords)[keyof typeof numberKeywords]> {
  return Object.fromEntries(
    Object.entries(numberKeywords).flatMap(([keyword, rule]) => {
      const value = numberOf(schema[keyword]);
      return value === undefined ? [] : [[rule, value]];
    }),
  );
}

/** Yes or no as a box; as a choice where it has names for them, or is to be shown as one. */
function askBoolean(schema: JsonObject, base: FieldBase, initial: Json | undefined): Asks {
  const names = schema['enumNames'] ?? schema['ui:enumNames'];
  const isChoice = Array.isArray(names) || ['radio', 'select'].includes(widgetOf(schema) ?? '');
  if (!isChoice)
    return { kind: 'field', field: { ...base, kind: 'boolean', initial: initial === true || initial === 'true' } };
  const [yes, no] = Array.isArray(names) ? names : ['Yes', 'No'];
  const options = [
    { value: true, label: textOf(yes) ?? 'Yes', detail: undefined },
    { value: false, label: textOf(no) ?? 'No', detail: undefined },
  ];
  return { kind: 'field', field: choiceField(base, schema, options, initial) };
}

function choiceField(
  base: FieldBase,
  schema: JsonObject,
  listed: readonly SchemaOption[],
  initial: Json | undefined,
): ChoiceField {
  const options = fieldOptions(listed);
  const chosen = initial === undefined || initial === null ? undefined : asText(initial);
  const widget = widgetOf(schema);
  return {
    ...base,
    kind: 'choice',
    options,
    ...(options.some(({ value }) => value === chosen) && chosen !== undefined ? { initial: chosen } : {}),
    ...(widget === 'radio' && { shown: 'radio' }),
    ...(widget === 'select' && { shown: 'menu' }),
  };
}
