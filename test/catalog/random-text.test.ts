import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateText } from '#callboard/catalog/validate-text.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import { buildEntity, toYaml } from './entity-builder.ts';

/** What YAML gives a meaning to, and pieces of catalog files. */
const pieces = [
  ['\n', '\n  ', '\n- ', ': ', ':\n', '---\n', '...\n', '\t', ' #', '&a ', '*a', '!!binary ', '!x ', '|\n', '>-\n'],
  ['{', '}', '[', ']', ',', '"', "'", '? ', '%YAML 1.2\n', '<<: *a', '\u0000', '\uFEFF', '\u2028', '\r', '𝒳'],
  ['kind', 'metadata', 'name', 'spec', 'owner', '__proto__', 'constructor', '$text', '$yaml', '1e999', '0x1', '~'],
].flat();
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
);

/** A valid file with something put in the place of a part of it. */
const spoilt = fc
  .tuple(fc.constantFrom('Component', 'API', 'User', 'Template'), fc.nat(), fc.nat({ max: 30 }), text)
  .map(([kind, at, length, put]) => {
    const whole = toYaml(buildEntity({ kind }));
    const start = at % whole.length;
    return whole.slice(0, start) + put + whole.slice(start + length);
  });

describe('any text at all', () => {
  test('is read without an error that nobody expects, and every problem stands within it', () => {
    fc.assert(
      fc.property(fc.oneof(text, spoilt), (input) => {
        const lineCount = input.split('\n').length;
        const positions = [
          ...validateText('a.yaml', input).flatMap(({ problems }) => problems),
          ...readYaml(input).flatMap(({ problems }) => problems),
        ];
        for (const { line, column, message } of positions) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lineCount);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(message).not.toBe('');
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('that is not valid says why', () => {
    fc.assert(
      fc.property(spoilt, (input) => {
        const silent = validateText('a.yaml', input).filter(({ valid, problems }) => !valid && problems.length === 0);
        expect(silent).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('that nests as deep as a file may be is a problem, and the document after it is read', () => {
    const deep = '['.repeat(100_000);
    const [first] = validateText('a.yaml', deep);
    expect(first).toMatchObject({ valid: false, problems: [{ line: 1 }] });
    const nested = `a: ${'{ b: '.repeat(20_000)}1${' }'.repeat(20_000)}\n---\n${toYaml(buildEntity())}`;
    expect(validateText('a.yaml', nested).at(-1)).toMatchObject({ valid: true });
  });
});
