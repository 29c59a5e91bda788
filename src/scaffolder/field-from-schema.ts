import type {
  ChoiceField,
  ChoicesField,
  Field,
  LookupField,
  NumberField,
  Option,
  TextField,
} from '#callboard/core/forms/form.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';
import { entityNamePattern } from './describe-pattern.ts';
import { entityFilter, filterText } from './entity-filter.ts';
import { asText, numberOf, textOf, textsOf } from './json-object.ts';
import { patternMessage } from './pattern-message.ts';

interface FieldBase {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly isRequired: boolean;
}

/** Why a parameter can't be asked for, to follow its name: "is a nested object". */
export interface Unaskable {
  readonly kind: 'unaskable';
  readonly reason: string;
}

const unaskable = (reason: string): Unaskable => ({ kind: 'unaskable', reason });

const entityPickers = ['EntityPicker', 'OwnedEntityPicker'];

/** The form field that asks for one parameter, or why there is none. */
export function fieldFromSchema(name: string, schema: JsonObject, isRequired: boolean): Field | Unaskable {
  const help = helpOf(schema);
  const label = textOf(schema['title']) ?? name;
  const base: FieldBase = { name, label, ...(help === undefined ? {} : { help }), isRequired };
  const picker = schema['ui:field'];
  if (picker === 'OwnerPicker') return lookup(base, 'owners', filterText(entityFilter(schema)), schema);
  if (typeof picker === 'string' && entityPickers.includes(picker)) {
    return lookup(base, 'entities', filterText(entityFilter(schema)), schema);
  }
  if (picker === 'EntityNamePicker') return textField(base, { pattern: entityNamePattern, maxLength: 63, ...schema });
  if (picker !== undefined) return unaskable(`has the field ${JSON.stringify(picker)}, which is not known here`);
  if (schema['ui:widget'] === 'password') return unaskable('is a secret, which can not be asked for yet');
  if (Array.isArray(schema['enum']))
    return { ...base, kind: 'choice', options: optionsOf(schema), ...initialOption(schema) };
  switch (schema['type']) {
    case 'string':
      return textField(base, schema);
    case 'number':
    case 'integer':
      return numberField(base, schema);
    case 'boolean':
      return { ...base, kind: 'boolean', initial: schema['default'] === true };
    case 'array':
      return choicesField(base, schema);
    case 'object':
      return unaskable('is a nested object, which can not be asked for yet');
    default:
      return unaskable(`has the type ${JSON.stringify(schema['type'] ?? 'none')}, which can not be asked for`);
  }
}

function textField(base: FieldBase, schema: JsonObject): TextField | Unaskable {
  const initial = textOf(schema['default']);
  const placeholder = textOf(schema['ui:placeholder']);
  const minimumLength = numberOf(schema['minLength']);
  const maximumLength = numberOf(schema['maxLength']);
  const pattern = textOf(schema['pattern']);
  if (pattern !== undefined && !isPattern(pattern))
    return unaskable(`has a pattern that is no regular expression: ${pattern}`);
  return {
    ...base,
    kind: 'text',
    isMultiline: schema['ui:widget'] === 'textarea',
    ...(initial === undefined ? {} : { initial }),
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(minimumLength === undefined ? {} : { minimumLength }),
    ...(maximumLength === undefined ? {} : { maximumLength }),
    ...(pattern === undefined ? {} : { pattern: { source: pattern, message: patternMessage(base.label, schema) } }),
  };
}

/** What the template says of a parameter, and of how to fill it. */
function helpOf(schema: JsonObject): string | undefined {
  const told = [textOf(schema['description']), textOf(schema['ui:help'])].filter((text) => text !== undefined);
  return told.length > 1 ? told.map((text) => text.replace(/[.\s]+$/, '')).join('. ') : told[0];
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function numberField(base: FieldBase, schema: JsonObject): NumberField {
  const initial = numberOf(schema['default']);
  const minimum = numberOf(schema['minimum']);
  const maximum = numberOf(schema['maximum']);
  return {
    ...base,
    kind: 'number',
    isInteger: schema['type'] === 'integer',
    ...(initial === undefined ? {} : { initial }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

function choicesField(base: FieldBase, schema: JsonObject): ChoicesField | Unaskable {
  const items = schema['items'];
  if (!isJsonObject(items) || !Array.isArray(items['enum'])) {
    return unaskable('is a list without a fixed choice, which can not be asked for yet');
  }
  const initial = Array.isArray(schema['default']) ? schema['default'].map(asText) : [];
  return {
    ...base,
    kind: 'choices',
    options: optionsOf({ ...items, ...(schema['enumNames'] === undefined ? {} : { enumNames: schema['enumNames'] }) }),
    ...(initial.length > 0 ? { initial } : {}),
  };
}

function optionsOf(schema: JsonObject): readonly Option[] {
  const values: readonly Json[] = Array.isArray(schema['enum']) ? schema['enum'] : [];
  const names = textsOf(schema['enumNames']);
  return values.map((value, index) => ({ label: names[index] ?? asText(value), value: asText(value) }));
}

function initialOption(schema: JsonObject): Pick<ChoiceField, 'initial'> {
  return schema['default'] === undefined ? {} : { initial: asText(schema['default']) };
}

function lookup(base: FieldBase, name: string, filter: string, schema: JsonObject): LookupField {
  const initial = textOf(schema['default']);
  return {
    ...base,
    kind: 'lookup',
    lookup: name,
    filter,
    ...(initial === undefined ? {} : { initial: { label: initial, value: initial } }),
  };
}
