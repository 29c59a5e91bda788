import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { createNunjitsuEngine } from '#callboard/scaffolder/nunjitsu-engine.ts';
import { describeTemplateEngine } from '../contracts/describe-template-engine.ts';

const engine = createNunjitsuEngine();
const place = (line: number, column: number) => `src/index.js:${line}:${column}`;
const text = (template: string, scope: JsonObject = {}) => engine.renderText(template, scope, place);
const value = (template: string, scope: JsonObject = {}) => engine.renderValue(template, scope, place);

describeTemplateEngine(engine, {
  upperCase: '${{ v | upper }}',
  parseRef: '${{ v | parseEntityRef({ defaultKind: "user", defaultNamespace: "x" }) }}',
  pickOwner: '${{ v | parseRepoUrl | pick("owner") }}',
  longLoop: '{% for a in range(0, 100000000) %}x{% endfor %}',
  nestedLoops:
    '{% for a in range(0, 1000) %}{% for b in range(0, 1000) %}{% for c in range(0, 1000) %}x{% endfor %}{% endfor %}{% endfor %}',
  doubled: `{% set a = v %}${'{% set a = a + a %}'.repeat(40)}\${{ a }}`,
  hugeOutput: '{% for a in range(0, 1000) %}{% for b in range(0, 1000) %}${{ v }}{% endfor %}{% endfor %}',
});

test('what is undefined renders to nothing, as in Backstage; alone it is no value', () => {
  expect(text('[${{ values.nmae }}${{ a.b.c }}]', { values: {} })).toBe('[]');
  expect(value('${{ values.nmae }}', { values: {} })).toBe(undefined);
});

test.each<[string, JsonObject, unknown]>([
  ['${{ a if on else b }}', { a: 1, b: 2, on: false }, 2],
  ['${{ v or "none" }}', { v: '' }, 'none'],
  ['${{ (v | parseRepoUrl).repo }}', { v: 'github.com?owner=a&repo=b' }, 'b'],
  ['${{ v | dump }}', { v: { a: 1 } }, '{"a":1}'],
  ['${{ "x" in v }}', { v: ['x'] }, true],
  ['${{ v | replace(r/[^a-z]/g, "") }}', { v: 'A-b' }, 'b'],
  ['{% if on %}true{% endif %}', { on: true }, true],
  ['${{ v | pick("metadata.name") }}', { v: { metadata: { name: 'n' } } }, 'n'],
])('Nunjucks as Backstage renders it: %s', (template, scope, expected) => {
  expect(value(template, scope)).toEqual(expected);
});

test('a regular expression that never ends is stopped', () => {
  const scope = { v: `${'a'.repeat(40)}b` };
  expect(() => text('${{ v | replace(r/(a+)+$/, "") }}', scope)).toThrow(
    'src/index.js:1:1: a regular expression did not end within 1000 ms.',
  );
  expect(text('${{ v | replace(r/a+/, "") }}', scope)).toBe('b');
});

describe('the variables of a text', () => {
  test.each<[string, readonly (readonly string[])[]]>([
    ['${{ a["b"].c | filter(d) }}', [['a', 'b', 'c'], ['d']]],
    [
      '${{ a[b.c].d }}',
      [
        ['a', ''],
        ['b', 'c'],
      ],
    ],
    ['${{ "steps.x" }} ${{ \'user\' }} ${{ 1.5 }}', []],
    ['{# steps.a #}{% raw %}${{ steps.b }}{% endraw %} steps.c', []],
    ['${{ v.replace(r/user.x/, "steps") }}', [['v', 'replace']]],
  ])('%s', (template, expected) => {
    expect(engine.variablesOf(template, place).map(({ segments }) => segments)).toEqual(expected);
  });

  test('those that a text sets itself are none', () => {
    const text = '{% set a = b %}{% for c, d in e %}${{ a + c + d + loop.index }}{% endfor %}';
    const roots = engine.variablesOf(text, place).map(({ segments }) => segments[0]);
    expect(roots).toEqual(expect.arrayContaining(['b', 'e']));
    expect(roots.filter((root) => ['a', 'c', 'd', 'loop'].includes(root ?? ''))).toEqual([]);
  });

  test('of a text for Cookiecutter they stand in two braces', () => {
    const cookiecutter = createNunjitsuEngine([], { cookiecutterCompat: true });
    const used = { segments: ['cookiecutter', 'name'], line: 1, column: 4, mayBeMissing: true };
    expect(cookiecutter.variablesOf('{{ cookiecutter.name }}', place)).toEqual([used]);
  });
});
