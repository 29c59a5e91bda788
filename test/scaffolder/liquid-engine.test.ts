import { expect, test } from 'vitest';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { createLiquidEngine } from '#callboard/scaffolder/liquid-engine.ts';
import { describeTemplateEngine } from '../contracts/describe-template-engine.ts';

const engine = createLiquidEngine();
const place = (line: number, column: number) => `src/index.js:${line}:${column}`;
const text = (template: string, scope: JsonObject = {}) => engine.renderText(template, scope, place);

describeTemplateEngine(engine, {
  upperCase: '${{ v | upcase }}',
  parseRef: '${{ v | parseEntityRef: defaultKind: "user", defaultNamespace: "x" }}',
  pickOwner: '${{ v | parseRepoUrl | pick: "owner" }}',
  longLoop: '{% for a in (1..100000000) %}x{% endfor %}',
  nestedLoops:
    '{% for a in (1..1000) %}{% for b in (1..1000) %}{% for c in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}',
  doubled: `{% assign a = v %}${'{% assign a = a | append: a %}'.repeat(40)}\${{ a }}`,
  hugeOutput: '{% for a in (1..1000) %}{% for b in (1..1000) %}${{ v }}{% endfor %}{% endfor %}',
});

test('an undefined variable is refused with file, line and column', () => {
  expect(() => text('a\n  ${{ values.nmae }}', { values: {} })).toThrow(
    'src/index.js:2:7: undefined variable: values.nmae.',
  );
});

test('an undefined variable may be asked about', () => {
  expect(text('{% if values.x %}yes{% else %}no{% endif %} ${{ values.y | default: "z" }}', { values: {} })).toBe(
    'no z',
  );
});

test('a variable that is only asked about may be missing, and that is known without values', () => {
  const template =
    '{% if values.a %}${{ values.b }}{% elsif values.c == 1 %}{% endif %}${{ values.d | default: values.e }}' +
    '{% assign f = values.g %}${{ f | default: "x" }}{% unless values.h %}{% endunless %}';
  const used = engine.variablesOf(template, place);
  const named = (mayBeMissing: boolean) =>
    used
      .filter((one) => one.mayBeMissing === mayBeMissing)
      .map(({ segments }) => segments.join('.'))
      .toSorted();
  expect(named(true)).toEqual(['values.a', 'values.c', 'values.d', 'values.h']);
  expect(named(false)).toEqual(['values.b', 'values.e', 'values.g']);
});

test('the filter json quotes for JSON and YAML', () => {
  expect(text('${{ v | json }}', { v: 'a "b": c\n#' })).toBe('"a \\"b\\": c\\n#"');
});

test('a list is written as Liquid writes it', () => {
  expect(text('[${{ v }}]', { v: ['a', ['b', null]] })).toBe('[ab]');
});

test('an expression alone that makes too much is refused with its place, as within a text', () => {
  const refusal = expect.objectContaining({
    name: 'Refusal',
    message: 'src/index.js:1:1: rendering it takes more time or text than one file may.',
  });
  expect(() => engine.renderValue('${{ (1..100000000) }}', {}, place)).toThrow(refusal);
  expect(() => text('x${{ (1..100000000) }}')).toThrow(expect.objectContaining({ name: 'Refusal' }));
});
