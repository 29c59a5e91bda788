import { redact } from '#callboard/core/text/redact.ts';
import type { JsonObject } from './action.ts';
import { mapTextsOf, textsIn } from './render-json.ts';

/** A text with every secret in it replaced by `***`. */
export type Mask = (text: string) => string;

/** What is shorter would take words out of every text, and hides nothing. */
const shortestSecret = 4;

/** Masks every text in the secrets, also as JSON, a URL or base64 writes it, and of several lines each. */
export function createMask(secrets: JsonObject): Mask {
  const texts = textsIn(secrets).flatMap(({ text }) => [text, ...text.split('\n').map((line) => line.trim())]);
  const written = texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
  const hidden = [...new Set(written)].filter((text) => text.length >= shortestSecret);
  // The longest goes first, since another may be a part of it.
  const ordered = hidden.toSorted((one, other) => other.length - one.length);
  return (text) => (ordered.length === 0 ? text : redact(text, ordered));
}

/** An object with every text in it masked; keys stay as they are. */
export const maskObject = (value: JsonObject, mask: Mask): JsonObject => mapTextsOf(value, mask);
