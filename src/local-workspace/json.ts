/** A JSON object whose fields have not been looked at yet. */
export type JsonObject = Record<string, unknown>;

/** Whether `value` is a JSON object (not null, not a list). */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The string at `field`, or undefined where there is none. */
export const stringAt = (object: JsonObject, field: string): string | undefined => {
  const value = object[field];
  return typeof value === 'string' ? value : undefined;
};

/** The object at `field`, or undefined where there is none. */
export const objectAt = (object: JsonObject, field: string): JsonObject | undefined => {
  const value = object[field];
  return isObject(value) ? value : undefined;
};

/** The objects in the list at `field`; empty where there is no list. */
export const objectsAt = (object: JsonObject, field: string): JsonObject[] => {
  const value = object[field];
  return Array.isArray(value) ? value.filter(isObject) : [];
};

/** The strings in the list at `field`; empty where there is no list. */
export const stringsAt = (object: JsonObject, field: string): string[] => {
  const value = object[field];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
};

/** The value of JSON text, or undefined where the text is no JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
