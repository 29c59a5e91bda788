import { type JsonObject, parseJson } from '../json.ts';
import { SlackError } from '../slack-error.ts';

/** The arguments of a call, from a form or from JSON. Each reader throws SlackError `invalid_arguments`. */
export type Arguments = {
  has(name: string): boolean;
  text(name: string): string | undefined;
  required(name: string): string;
  flag(name: string): boolean | undefined;
  /** A whole number of `min` to `max`. */
  integer(name: string, min: number, max: number): number | undefined;
  /** An object or list: itself, or its JSON text. */
  json(name: string): unknown;
};

const wrong = (name: string, message: string) =>
  new SlackError('invalid_arguments', [`${message} [json-pointer:/${name}]`]);

/**
 * Reads arguments.
 * @param takes the names a method knows
 * @throws SlackError `invalid_arguments` where there are others
 */
export const readArguments = (body: JsonObject, takes: readonly string[]): Arguments => {
  const unknown = Object.keys(body).filter((name) => name !== 'token' && !takes.includes(name));
  if (unknown.length > 0) {
    throw new SlackError(
      'invalid_arguments',
      unknown.map((name) => `invalid additional property: ${name} [json-pointer:/${name}]`),
    );
  }
  const text: Arguments['text'] = (name) => {
    const value = body[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw wrong(name, 'must be a string');
    return value;
  };
  return {
    has: (name) => body[name] !== undefined,
    text,
    required: (name) => {
      const value = text(name);
      if (value === undefined || value === '')
        throw new SlackError('invalid_arguments', [`missing required field: ${name} [json-pointer:/${name}]`]);
      return value;
    },
    flag: (name) => {
      const value = body[name];
      if (value === undefined || value === null) return undefined;
      if (value === true || value === 'true' || value === '1') return true;
      if (value === false || value === 'false' || value === '0') return false;
      throw wrong(name, 'must be a boolean');
    },
    integer: (name, min, max) => {
      if (body[name] === undefined || body[name] === null) return undefined;
      const value = Number(body[name]);
      if (!Number.isInteger(value) || value < min || value > max)
        throw wrong(name, `must be a whole number of ${min} to ${max}`);
      return value;
    },
    json: (name) => {
      const value = body[name];
      if (typeof value !== 'string') return value ?? undefined;
      const parsed = parseJson(value);
      if (parsed === undefined)
        throw new SlackError(name === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments', [
          `must be valid JSON [json-pointer:/${name}]`,
        ]);
      return parsed;
    },
  };
};
