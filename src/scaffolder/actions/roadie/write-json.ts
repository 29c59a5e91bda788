import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../../action.ts';
import { numberOf, textOf, textsOf } from '../../json-object.ts';
import { keepKeys } from './keep-keys.ts';

/** What an input says of how JSON is written. */
export const writingProperties = {
  replacer: { type: 'array', items: { type: 'string' }, description: 'The only keys to keep.' },
  space: { type: ['string', 'number'], description: 'What indents a level.' },
} as const;

/** A value as JSON, written as the input says. */
export function writeJson(value: Json, { replacer, space }: JsonObject): string {
  return JSON.stringify(keepKeys(value, textsOf(replacer)), undefined, textOf(space) ?? numberOf(space));
}
