import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { InputProblem } from './api-error.ts';

/** What a client hands back unread: all that is needed to go on, so that no page depends on what this process knows. */
export const writeCursorText = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64');

/** Reads back what {@link writeCursorText} gave. @throws InputProblem where it is no object */
export function readCursorText(text: string): JsonObject {
  const value = parseJson(Buffer.from(text, 'base64').toString('utf8'));
  if (!isJsonObject(value)) throw badCursor();
  return value;
}

/** Told of a cursor that was altered, or came from elsewhere. */
export const badCursor = (): InputProblem => new InputProblem('The cursor is not one that this API gave.');

function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
