import { isObject, type JsonObject } from '../json.ts';
import { limits } from './limits.ts';

/** What is wrong with one value, and where: a JSON pointer such as `/blocks/0/text/text`. */
export type Problem = { readonly pointer: string; readonly message: string };

/** Looks at one value and says everything that is wrong with it. */
export type Check = (value: unknown, pointer: string) => Problem[];

const problem = (pointer: string, message: string): Problem[] => [{ pointer, message }];

/** A string of `min` to `max` characters, both allowed. */
export const text =
  (max = Infinity, min = 0): Check =>
  (value, pointer) => {
    if (typeof value !== 'string') return problem(pointer, 'must provide a string');
    if (value.length < min) return problem(pointer, `must be more than ${min - 1} characters`);
    return value.length > max ? problem(pointer, `must be less than ${max + 1} characters`) : [];
  };

/** A string of a given form, of 1 character at least; `form` completes the sentence "must be …". */
export const textLike =
  (isLike: RegExp | ((value: string) => boolean), form: string): Check =>
  (value, pointer) => {
    if (typeof value !== 'string' || value === '') return text(Infinity, 1)(value, pointer);
    const holds = isLike instanceof RegExp ? isLike.test(value) : isLike(value);
    return holds ? [] : problem(pointer, `must be ${form}`);
  };

/** One of the given strings. */
export const oneOf =
  (...allowed: readonly string[]): Check =>
  (value, pointer) => {
    if (typeof value !== 'string') return problem(pointer, 'must provide a string');
    return allowed.includes(value) ? [] : problem(pointer, 'must be a valid enum value');
  };

/** true or false. */
export const boolean: Check = (value, pointer) =>
  typeof value === 'boolean' ? [] : problem(pointer, 'must provide a boolean');

/** A whole number of `min` to `max`, both allowed. */
export const integer =
  (min: number, max = Infinity): Check =>
  (value, pointer) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return problem(pointer, 'must provide an integer');
    if (value < min) return problem(pointer, `must be greater than ${min - 1}`);
    return value > max ? problem(pointer, `must be less than ${max + 1}`) : [];
  };

/** Any number. */
export const number: Check = (value, pointer) =>
  typeof value === 'number' ? [] : problem(pointer, 'must provide a number');

const urlOf =
  (...schemes: readonly string[]): Check =>
  (value, pointer) => {
    const length = text(limits.url, 1)(value, pointer);
    if (length.length > 0 || typeof value !== 'string') return length;
    const isKnown = schemes.some((scheme) => value.startsWith(`${scheme}:`)) && URL.canParse(value);
    return isKnown ? [] : problem(pointer, 'must be a valid URL');
  };

/** An address that can be opened: of the web, of mail, or one of Slack's own deep links. */
export const url = urlOf('http', 'https', 'mailto', 'slack');

/** An address of the web. */
export const webUrl = urlOf('http', 'https');

/** An address of the web that is read over TLS. */
export const secureUrl = urlOf('https');

/** A list of `min` to `max` items, both allowed, each as `item` says. */
export const list =
  (item: Check, max = Infinity, min = 1): Check =>
  (value, pointer) => {
    if (!Array.isArray(value)) return problem(pointer, 'must provide an array');
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
    if (!isObject(value)) return problem(pointer, 'must provide an object');
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

/** Any object, whatever it holds. */
export const anyObject: Check = (value, pointer) => (isObject(value) ? [] : problem(pointer, 'must provide an object'));

/** An object whose `type` names which of the checks holds. */
export const byType =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value, pointer) => {
    if (!isObject(value)) return problem(pointer, 'must provide an object');
    if (value['type'] === undefined) return problem(pointer, 'missing required field: type');
    if (typeof value['type'] !== 'string') return problem(`${pointer}/type`, 'must provide a string');
    const check = Object.hasOwn(checks, value['type']) ? checks[value['type']] : undefined;
    return check?.(value, pointer) ?? problem(`${pointer}/type`, `unsupported type: ${value['type']}`);
  };

/** Says first that nothing fits, as Slack does where a value may be one of several objects. */
export const anyOf =
  (check: Check): Check =>
  (value, pointer) => {
    const problems = check(value, pointer);
    return problems.length === 0 ? [] : [...problem(pointer, 'failed to match all allowed schemas'), ...problems];
  };

/** A rule between fields: what to say when it does not hold. */
export const rule = (holds: boolean, pointer: string, message: string): Problem[] =>
  holds ? [] : problem(pointer, message);

/**
 * One of these fields, and no other of them.
 * @param pointer the object; the sentence points at its `type`, as Slack does
 */
export const eitherOf =
  (...fields: readonly string[]) =>
  (object: JsonObject, pointer: string): Problem[] =>
    rule(
      fields.filter((field) => object[field] !== undefined).length === 1,
      'type' in object ? `${pointer}/type` : pointer,
      `must define either ${fields.map((field) => `\`${field}\``).join(' or ')}`,
    );

/** One at least of these fields; see `eitherOf`. */
export const anyFieldOf =
  (...fields: readonly string[]) =>
  (object: JsonObject, pointer: string): Problem[] =>
    fields.some((field) => object[field] !== undefined) ? [] : eitherOf(...fields)(object, pointer);

/** Problems in Slack's words: `must provide a string [json-pointer:/view/title]`; of the whole, the sentence alone. */
export const describeProblems = (problems: readonly Problem[]): string[] =>
  problems.map(({ pointer, message }) => (pointer === '' ? message : `${message} [json-pointer:${pointer}]`));
