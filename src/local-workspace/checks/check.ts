import { isObject, type JsonObject } from '../json.ts';

/** What is wrong with one value, and where: a JSON pointer such as `/blocks/0/text/text`. */
export type Problem = { readonly pointer: string; readonly message: string };

/** Looks at one value and says everything that is wrong with it. */
export type Check = (value: unknown, pointer: string) => Problem[];

const problem = (pointer: string, message: string): Problem[] => [{ pointer, message }];

/** A string of `min` to `max` characters, both allowed. */
export const text =
  (max: number, min = 0): Check =>
  (value, pointer) => {
    if (typeof value !== 'string') return problem(pointer, 'must be a string');
    if (value.length < min) return problem(pointer, `must be more than ${min - 1} characters`);
    return value.length > max ? problem(pointer, `must be less than ${max + 1} characters`) : [];
  };

/** A string of a given form; `form` completes the sentence "must be …". */
export const textLike =
  (pattern: RegExp, form: string): Check =>
  (value, pointer) =>
    typeof value === 'string' && pattern.test(value) ? [] : problem(pointer, `must be ${form}`);

/** One of the given strings. */
export const oneOf =
  (...allowed: readonly string[]): Check =>
  (value, pointer) =>
    typeof value === 'string' && allowed.includes(value)
      ? []
      : problem(pointer, `must be one of: ${allowed.join(', ')}`);

/** true or false. */
export const boolean: Check = (value, pointer) =>
  typeof value === 'boolean' ? [] : problem(pointer, 'must be a boolean');

/** A whole number of `min` to `max`, both allowed. */
export const integer =
  (min: number, max = Number.MAX_SAFE_INTEGER): Check =>
  (value, pointer) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? []
      : problem(pointer, `must be a whole number of ${min} to ${max}`);

/** Any number. */
export const number: Check = (value, pointer) =>
  typeof value === 'number' ? [] : problem(pointer, 'must be a number');

/** An address (http, https, mailto or Slack's own deep links) of at most 3,000 characters (Slack's limit for every URL of a block). */
export const url: Check = (value, pointer) => {
  if (typeof value !== 'string' || value.length > 3_000) return text(3_000, 1)(value, pointer);
  return /^(https?|mailto|slack):/.test(value) && URL.canParse(value) ? [] : problem(pointer, 'must be a valid URL');
};

/** A list of `min` to `max` items, both allowed, each as `item` says. */
export const list =
  (item: Check, max: number, min = 1): Check =>
  (value, pointer) => {
    if (!Array.isArray(value)) return problem(pointer, 'must be an array');
    const count =
      value.length > max
        ? problem(pointer, `no more than ${max} items allowed`)
        : value.length < min
          ? problem(pointer, `no less than ${min} items allowed`)
          : [];
    return [...count, ...value.flatMap((each, index) => item(each, `${pointer}/${index}`))];
  };

/**
 * An object with these fields and no other.
 * @param fields required ones by their name, optional ones with a question mark after it
 * @param also what holds between fields; asked only once each field is right by itself
 */
export const object = (
  fields: Readonly<Record<string, Check>>,
  also: (object: JsonObject, pointer: string) => Problem[] = () => [],
): Check => {
  const known = new Map(
    Object.entries(fields).map(([name, check]) => [name.replace('?', ''), { check, isRequired: !name.endsWith('?') }]),
  );
  return (value, pointer) => {
    if (!isObject(value)) return problem(pointer, 'must be an object');
    const missing = [...known]
      .filter(([name, { isRequired }]) => isRequired && value[name] === undefined)
      .flatMap(([name]) => problem(pointer, `missing required field: ${name}`));
    const wrong = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .flatMap(
        ([name, field]) =>
          known.get(name)?.check(field, `${pointer}/${name}`) ??
          problem(pointer, `invalid additional property: ${name}`),
      );
    return missing.length + wrong.length > 0 ? [...missing, ...wrong] : also(value, pointer);
  };
};

/** An object whose `type` names which of the checks holds. */
export const byType =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value, pointer) => {
    if (!isObject(value)) return problem(pointer, 'must be an object');
    if (typeof value['type'] !== 'string') return problem(pointer, 'missing required field: type');
    const check = Object.hasOwn(checks, value['type']) ? checks[value['type']] : undefined;
    return check?.(value, pointer) ?? problem(pointer, `unsupported type: ${value['type']}`);
  };

/** A rule between fields: what to say when it does not hold. */
export const rule = (holds: boolean, pointer: string, message: string): Problem[] =>
  holds ? [] : problem(pointer, message);

/** Problems in Slack's words: `must be a string [json-pointer:/view/title]`. */
export const describeProblems = (problems: readonly Problem[]): string[] =>
  problems.map(({ pointer, message }) => `${message} [json-pointer:${pointer}]`);
