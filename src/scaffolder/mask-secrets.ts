import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';

const mask = '***';

/** An input as it may be kept and shown: every secret in its texts is masked, also within a longer text. */
export function maskSecrets(input: JsonObject, secrets: readonly JsonObject[]): JsonObject {
  const texts = secrets.flatMap((some) => Object.values(some).map(String)).filter((text) => text !== '');
  // Longer ones first: one may be a part of another.
  const ordered = texts.toSorted((a, b) => b.length - a.length);
  const masked = (value: Json): Json => {
    if (typeof value === 'string') return ordered.reduce((text, secret) => text.replaceAll(secret, mask), value);
    if (Array.isArray(value)) return value.map(masked);
    return isJsonObject(value) ? maskedObject(value) : value;
  };
  const maskedObject = (value: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item)]));
  return ordered.length === 0 ? input : maskedObject(input);
}
