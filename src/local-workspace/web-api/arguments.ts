import { describeProblems, object } from '../checks/check.ts';
import { type JsonObject, parseJson } from '../json.ts';
import { SlackError } from '../slack-error.ts';
import { type ArgumentName, argumentShapes } from './argument-shapes.ts';

/** The arguments of a call, from a form or from JSON, each of the shape that Slack says. */
export type Arguments = {
  has(name: ArgumentName): boolean;
  text(name: ArgumentName): string | undefined;
  /** @throws SlackError `invalid_arguments` where it is missing */
  required(name: ArgumentName): string;
  flag(name: ArgumentName): boolean | undefined;
  /** A whole number of `min` to `max`. @throws SlackError `invalid_arguments` for another */
  integer(name: ArgumentName, min: number, max: number): number | undefined;
  /** An object or list: itself, or what its JSON text says. @throws SlackError for text that is no JSON */
  json(name: ArgumentName): unknown;
};

const wrong = (name: ArgumentName, message: string) =>
  new SlackError('invalid_arguments', [`${message} [json-pointer:/${name}]`]);

/**
 * Reads arguments; null stands for one that is not given.
 * @param takes the names a method knows
 * @throws SlackError `invalid_arguments` for an argument that it does not know, and for one of another shape
 */
export const readArguments = (body: JsonObject, takes: readonly ArgumentName[]): Arguments => {
  const given = Object.fromEntries(
    Object.entries(body).filter(([name, value]) => name !== 'token' && value !== null && value !== undefined),
  );
  const shapes = Object.fromEntries(takes.map((name) => [`${name}?`, argumentShapes[name]]));
  const problems = object(shapes)(given, '');
  if (problems.length > 0) throw new SlackError('invalid_arguments', describeProblems(problems));

  const text: Arguments['text'] = (name) => {
    const value = given[name];
    if (value !== undefined && typeof value !== 'string') throw wrong(name, 'must provide a string');
    return value;
  };
  return {
    has: (name) => name in given,
    text,
    required: (name) => {
      const value = text(name);
      if (value === undefined || value === '')
        throw new SlackError('invalid_arguments', [`missing required field: ${name}`]);
      return value;
    },
    flag: (name) => {
      const value = given[name];
      return value === undefined ? undefined : value === true || value === 'true' || value === '1' || value === 1;
    },
    integer: (name, min, max) => {
      if (given[name] === undefined) return undefined;
      const value = Number(given[name]);
      if (value < min) throw wrong(name, `must be greater than ${min - 1}`);
      if (value > max) throw wrong(name, `must be less than ${max + 1}`);
      return value;
    },
    json: (name) => {
      const value = given[name];
      if (typeof value !== 'string') return value;
      const parsed = parseJson(value);
      if (parsed === undefined)
        throw new SlackError(name === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments', [
          `must be valid JSON [json-pointer:/${name}]`,
        ]);
      return parsed;
    },
  };
};
