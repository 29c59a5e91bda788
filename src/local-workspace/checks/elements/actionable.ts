import type { JsonObject } from '../../json.ts';
import { boolean, type Check, object, oneOf, type Problem, text } from '../check.ts';
import { confirmation } from '../composition.ts';
import { limits } from '../limits.ts';

/** The fields of an element that can be chosen from, besides its own. */
export const selectable = { 'confirm?': confirmation, 'focus_on_load?': boolean } as const;

/**
 * An element with which people do something.
 * @param fields its own; without an `action_id` among them that one is optional
 * @param also what holds between fields
 */
export const actionable = (
  type: string,
  fields: Readonly<Record<string, Check>>,
  also?: (element: JsonObject, pointer: string) => Problem[],
): Check =>
  object(
    {
      type: oneOf(type),
      ...(!('action_id' in fields) && { 'action_id?': text(limits.button.actionId, 1) }),
      ...fields,
    },
    also,
  );
