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

  it('reads keys with a slash or a tilde in them', () => {
    const labels = compileSchema({ type: 'object', additionalProperties: { type: 'string' } });
    expect(labels({ 'a/b~c': 1 })[0]?.path).toEqual(['a/b~c']);
  });
});
