import { describe, expect, test } from 'vitest';
import { createLiquidEngine } from '#callboard/scaffolder/liquid-engine.ts';
import type { JsonObject } from '#callboard/scaffolder/action.ts';

const engine = createLiquidEngine();
const place = (line: number, column: number) => `src/index.js:${line}:${column}`;
const text = (template: string, scope: JsonObject = {}) => engine.renderText(template, scope, place);
const value = (template: string, scope: JsonObject = {}) => engine.renderValue(template, scope, place);

describe('values', () => {
  test('a lone expression keeps its type', () => {
    const scope = { parameters: { port: 80, tags: ['a', 'b'], on: true, none: null, deep: { x: 1 } } };
    expect(value('${{ parameters.port }}', scope)).toBe(80);
    expect(value('${{ parameters.tags }}', scope)).toEqual(['a', 'b']);
    expect(value('${{ parameters.on }}', scope)).toBe(true);
    expect(value('${{ parameters.none }}', scope)).toBe(null);
    expect(value('${{ parameters.deep }}', scope)).toEqual({ x: 1 });
    expect(value('port ${{ parameters.port }}', scope)).toBe('port 80');
  });

  test('template code in a value stays text', () => {
    const code = '${{ 7 | times: 6 }}{% if true %}x{% endif %}';
    expect(text('${{ v }}', { v: code })).toBe(code);
    expect(value('${{ v }}', { v: code })).toBe(code);
  });

  test('other braces are left alone', () => {
    expect(text('{{ a }} ${b} {{{ c }}} $${{ v }}', { v: 1 })).toBe('{{ a }} ${b} {{{ c }}} $1');
  });

  test('the filter json quotes for JSON and YAML', () => {
    expect(text('${{ v | json }}', { v: 'a "b": c\n#' })).toBe('"a \\"b\\": c\\n#"');
  });
});

describe('strictness', () => {
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

  test('an unknown filter and a tag that is not closed are refused with their place', () => {
    expect(() => text('${{ v | shout }}', { v: 1 })).toThrow('src/index.js:1:1: undefined filter: shout');
    expect(() => text('\n{% if true %}', {})).toThrow(/^src\/index\.js:2:1: tag .* not closed/);
  });
});

describe('the sandbox', () => {
  test.each(['{% include "/etc/passwd" %}', '{% render "x" %}', '{% layout "x" %}'])('%s reads no file', (template) => {
    expect(() => text(template)).toThrow(/tag "\w+" not found/);
  });

  test('what every object inherits is out of reach', () => {
    expect(() => text('${{ v.constructor }}', { v: {} })).toThrow('undefined variable');
  });

  test('the filter pick reads nothing inherited', () => {
    expect(value('${{ v | pick: "constructor" }}', { v: {} })).toBe(null);
    expect(value('${{ v | pick: "toString" }}', { v: { toString: 'own' } })).toBe('own');
  });

  test('a bomb of loops is stopped', () => {
    expect(() => text('{% for a in (1..100000000) %}x{% endfor %}')).toThrow('memory alloc limit exceeded');
  });
});

describe('filters', () => {
  const repoUrl = 'github.com?owner=acme&repo=shop';
  test('an address of a repository is taken apart', () => {
    expect(value('${{ r | parseRepoUrl }}', { r: repoUrl })).toEqual({
      host: 'github.com',
      owner: 'acme',
      repo: 'shop',
    });
    expect(value('${{ r | parseRepoUrl | pick: "owner" }}', { r: repoUrl })).toBe('acme');
    expect(value('${{ r | projectSlug }}', { r: repoUrl })).toBe('acme/shop');
  });

  test('a ref is taken apart, with defaults', () => {
    expect(value('${{ r | parseEntityRef }}', { r: 'group:default/a' })).toEqual({
      kind: 'group',
      namespace: 'default',
      name: 'a',
    });
    expect(value('${{ r | parseEntityRef: defaultKind: "user", defaultNamespace: "x" }}', { r: 'a' })).toEqual({
      kind: 'user',
      namespace: 'x',
      name: 'a',
    });
  });

  test('what is no such address or ref is refused with its place', () => {
    expect(() => text('${{ "acme/shop" | parseRepoUrl }}')).toThrow('"acme/shop" is not a repository address');
    expect(() => text('${{ "shop" | parseEntityRef }}')).toThrow('src/index.js:1:1: "shop" is not an entity ref');
  });
});

test('the variables of a text are known without values', () => {
  expect(engine.variablesOf('${{ parameters.a }}{% if steps.b.output.c %}{% endif %}', place)).toEqual([
    ['parameters', 'a'],
    ['steps', 'b', 'output', 'c'],
  ]);
});
