import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { JsonObject } from '../action.ts';
import { textOf } from '../json-object.ts';
import { pickerOptions } from './picker-options.ts';

/** What every field has. */
export interface FieldBase {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly isRequired: boolean;
  readonly decides?: true;
  readonly isFocused?: true;
  readonly review?: 'masked' | 'hidden';
}

/** Where a property stands in a form. */
export interface FieldPlace {
  readonly name: string;
  readonly property: string;
  readonly isRequired: boolean;
  /** What its label begins with: the title of the object that it is in. */
  readonly within: string;
  readonly decides: boolean;
}

/** What the schema of a property says of its field, whatever kind of field it is. */
export function fieldBase(schema: JsonObject, { name, property, isRequired, within, decides }: FieldPlace): FieldBase {
  const help = helpOf(schema);
  const review = reviewOf(schema);
  return {
    name,
    label: `${within}${uiText(schema, 'title') ?? property}`,
    ...(help === undefined ? {} : { help }),
    isRequired,
    ...(decides && { decides }),
    ...(schema['ui:autofocus'] === true && { isFocused: true }),
    ...(review === undefined ? {} : { review }),
  };
}

/** `ui:title`, else `ui:options.title`, else `title`; the same for other words. */
export const uiText = (schema: JsonObject, word: string): string | undefined =>
  textOf(schema[`ui:${word}`]) ?? textOf(pickerOptions(schema)[word]) ?? textOf(schema[word]);

/** What the template says of a property, and of how to fill it. */
function helpOf(schema: JsonObject): string | undefined {
  const told = [uiText(schema, 'description'), uiText(schema, 'help')].filter((text) => text !== undefined);
  return told.length > 1 ? told.map((text) => text.replace(/[.\s]+$/, '')).join('. ') : told[0];
}

/** Backstage's `ui:backstage: { review: { show, mask } }`. */
function reviewOf(schema: JsonObject): FieldBase['review'] {
  const own = schema['ui:backstage'] ?? pickerOptions(schema)['ui:backstage'];
  const review = isJsonObject(own) ? own['review'] : undefined;
  if (!isJsonObject(review)) return undefined;
  if (review['show'] === false) return 'hidden';
  return review['mask'] === undefined ? undefined : 'masked';
}
