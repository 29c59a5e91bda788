import { describe, expect, it } from 'vitest';
import { compileSchema, formatPath } from '#callboard/core/json-schema/compile-schema.ts';

const check = compileSchema({
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 1 },
    size: { enum: ['small', 'large'] },
    tags: { type: 'array', items: { type: 'string' } },
  },
});

describe('compileSchema', () => {
  it('finds nothing wrong with a valid value', () => {
    expect(check({ name: 'x', size: 'small', tags: ['a'] })).toEqual([]);
  });

  it('finds every problem at once, each with its path and in words', () => {
    const problems = check({ size: 'huge', tags: ['a', 1], colour: 'red' });
    expect(problems.map(({ path, message }) => `${formatPath(path)} ${message}`).toSorted()).toEqual([
      'colour is not known here',
      'name is missing',
      'size must be one of "small", "large"',
      'tags[1] must be a string',
    ]);
  });

  const told = (schema: object, value: unknown) =>
    compileSchema(schema)(value).map(({ path, message }) => `${formatPath(path)} ${message}`.trim());
  const cat = {
    type: 'object',
    required: ['kind'],
    properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
  };
  const dog = { type: 'object', required: ['kind'], properties: { kind: { const: 'dog' }, name: { type: 'string' } } };

  it.each([
    ['what a value may be', { anyOf: [{ type: 'string' }, { type: 'array' }] }, 1, ['must be a string or a list']],
    ['the words to choose from', { oneOf: [{ const: 's' }, { const: 'l' }] }, 'm', ['must be one of "s", "l"']],
    ['what is wrong in the nearest form', { oneOf: [cat, dog] }, { kind: 'dog', name: 9 }, ['name must be a string']],
    [
      'the same in a list',
      { items: { oneOf: [cat, dog] } },
      [{ kind: 'cat' }, { kind: 'cat', lives: 'x' }],
      ['[1].lives must be a whole number'],
    ],
    ['a wrong type, and not its enum too', { type: 'string', enum: ['a'] }, 1, ['must be a string']],
    [
      'what a pattern looks like',
      { pattern: '^https?://', examples: ['https://a.example'] },
      'b',
      ['must be written like https://a.example'],
    ],
    ['a limit of one', { type: 'array', minItems: 1 }, [], ['must have at least 1 item']],
    ['a limit that is none of the values', { exclusiveMinimum: 0 }, 0, ['must be more than 0']],
    ['the same at the other end', { exclusiveMaximum: 1 }, 1, ['must be less than 1']],
    ['steps that a number takes', { multipleOf: 0.5 }, 0.7, ['must be a multiple of 0.5']],
    ['steps that a number takes, though it is not exact', { multipleOf: 0.01 }, 19.99, []],
    ['an item that is there twice', { uniqueItems: true }, ['a', 'b', 'a'], ['must not have the same item twice']],
  ])('says one thing for one cause: %s', (_, schema, value, expected) => {
    expect(told(schema, value)).toEqual(expected);
  });

  it('reads keys with a slash or a tilde in them', () => {
    const labels = compileSchema({ type: 'object', additionalProperties: { type: 'string' } });
    expect(labels({ 'a/b~c': 1 })[0]?.path).toEqual(['a/b~c']);
  });

  it('compiles schemas that read the same once', () => {
    const schema = () => ({ type: 'object', properties: { once: { type: 'string' } } });
    expect(compileSchema(schema())).toBe(compileSchema(schema()));
    expect(compileSchema({ ...schema(), required: ['once'] })).not.toBe(compileSchema(schema()));
  });

  it('forgets what it compiled, so that schemas made anew at each use do not add up', () => {
    const first = compileSchema({ const: 'first' });
    for (let index = 0; index < 500; index += 1) compileSchema({ const: index });
    expect(compileSchema({ const: 'first' })).not.toBe(first);
  });

  it('refuses a schema that is not valid each time that it is given', () => {
    const schema = { type: 'strnig' };
    expect(() => compileSchema(schema)).toThrow('type');
    expect(() => compileSchema(schema)).toThrow('type');
  });

  it('keeps what one schema calls itself and its parts out of the others', () => {
    expect(told({ $id: 'named', type: 'string' }, 1)).toEqual(['must be a string']);
    expect(told({ $id: 'named', type: 'number' }, 'x')).toEqual(['must be a number']);
    expect(told({ $defs: { part: { $id: 'part', type: 'string' } }, $ref: 'part' }, 1)).toEqual(['must be a string']);
    expect(() => compileSchema({ $defs: { part: { type: 'number' } }, $ref: 'part' })).toThrow("can't resolve");
  });
});
