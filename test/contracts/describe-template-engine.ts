import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import type { TemplateEngine } from '#callboard/scaffolder/template-engine.ts';

/** How one language spells what every engine has. */
export interface Spelling {
  /** A text that upper-cases the variable `v`. */
  readonly upperCase: string;
  /** A text that takes the ref in `v` apart, with the kind `user` and the namespace `x` where it has none. */
  readonly parseRef: string;
  /** The field `owner` of the address in `v`. */
  readonly pickOwner: string;
  /** A loop of a hundred million times. */
  readonly longLoop: string;
  /** Loops within loops that come to a billion times. */
  readonly nestedLoops: string;
  /** A text that doubles itself forty times. */
  readonly doubled: string;
  /** A text that comes to a gigabyte. */
  readonly hugeOutput: string;
}

/** What every engine must do. */
export function describeTemplateEngine(engine: TemplateEngine, spelling: Spelling): void {
  const place = (line: number, column: number) => `src/index.js:${line}:${column}`;
  const text = (template: string, scope: JsonObject = {}) => engine.renderText(template, scope, place);
  const value = (template: string, scope: JsonObject = {}) => engine.renderValue(template, scope, place);

  describe('values', () => {
    test('a lone expression keeps its type', () => {
      const scope = { parameters: { port: 80, tags: ['a', 'b'], on: true, none: null, deep: { x: 1 }, text: '80' } };
      expect(value('${{ parameters.port }}', scope)).toBe(80);
      expect(value('${{ parameters.tags }}', scope)).toEqual(['a', 'b']);
      expect(value('${{ parameters.on }}', scope)).toBe(true);
      expect(value('${{ parameters.none }}', scope) ?? null).toBe(null);
      expect(value('${{ parameters.deep }}', scope)).toEqual({ x: 1 });
      expect(value('${{ parameters.text }}', scope)).toBe('80');
      expect(value('port ${{ parameters.port }}', scope)).toBe('port 80');
      expect(value('80', scope)).toBe('80');
    });

    test.each([
      '${{ 7 }}{% if true %}x{% endif %}{{ 7 }}{# x #}',
      '$(rm -rf /) `id` && ; | > /etc/passwd',
      'a: &b [*b, !!js/function x]\n- "\'',
      '{% raw %}',
    ])('what looks like code in a value stays text: %s', (code) => {
      expect(text('${{ v }}', { v: code })).toBe(code);
      expect(value('${{ v }}', { v: code })).toBe(code);
      expect(value('a ${{ v }}', { v: code })).toBe(`a ${code}`);
      expect(value('${{ v }}', { v: { in: [code] } })).toEqual({ in: [code] });
    });

    test('other braces are left alone', () => {
      expect(text('{{ a }} ${b} {{{ c }}} $${{ v }}', { v: 1 })).toBe('{{ a }} ${b} {{{ c }}} $1');
    });

    test('null renders to nothing', () => {
      expect(text('[${{ v }}]', { v: null })).toBe('[]');
    });

    test('conditions, loops and filters', () => {
      expect(text('{% if on %}yes{% else %}no{% endif %}', { on: true })).toBe('yes');
      expect(text('{% for each in list %}<${{ each }}>{% endfor %}', { list: [1, 2] })).toBe('<1><2>');
      expect(text(spelling.upperCase, { v: 'shop' })).toBe('SHOP');
    });

    test('the same scope renders again and again, and is not changed', () => {
      const scope = { v: { a: 1 } };
      expect([text('${{ v.a }}', scope), text('${{ v.a }}', scope)]).toEqual(['1', '1']);
      expect(scope).toEqual({ v: { a: 1 } });
    });
  });

  describe('filters of templates', () => {
    const repoUrl = 'github.com?owner=acme&repo=shop';
    test('an address of a repository is taken apart', () => {
      const parts = { host: 'github.com', owner: 'acme', repo: 'shop' };
      expect(value('${{ v | parseRepoUrl }}', { v: repoUrl })).toEqual(parts);
      expect(value(spelling.pickOwner, { v: repoUrl })).toBe('acme');
      expect(value('${{ v | projectSlug }}', { v: repoUrl })).toBe('acme/shop');
      expect(value('${{ v | parseRepoUrl }}', { v: 'dev.azure.com?organization=o&project=p&repo=r' })).toEqual({
        host: 'dev.azure.com',
        repo: 'r',
        organization: 'o',
        project: 'p',
        owner: 'p',
      });
      const bitbucket = 'bitbucket.org?workspace=w&project=P&repo=r';
      expect(value('${{ v | parseRepoUrl }}', { v: bitbucket })).toEqual({
        host: 'bitbucket.org',
        repo: 'r',
        workspace: 'w',
        project: 'P',
        owner: 'w',
      });
      expect(value('${{ v | projectSlug }}', { v: bitbucket })).toBe('w/r');
    });

    test('a path before what an address names says nothing, and a port belongs to its host', () => {
      expect(value('${{ v | parseRepoUrl }}', { v: `github.com/acme/${repoUrl}` })).toEqual({
        host: 'github.com',
        owner: 'acme',
        repo: 'shop',
      });
      expect(value('${{ v | parseRepoUrl }}', { v: 'git.example.com:8443?owner=o&repo=r' })).toEqual({
        host: 'git.example.com:8443',
        owner: 'o',
        repo: 'r',
      });
    });

    test('a ref is taken apart, with defaults', () => {
      expect(value('${{ v | parseEntityRef }}', { v: 'group:default/a' })).toEqual({
        kind: 'group',
        namespace: 'default',
        name: 'a',
      });
      expect(value(spelling.parseRef, { v: 'a' })).toEqual({ kind: 'user', namespace: 'x', name: 'a' });
    });

    test('what is no such address or ref is refused with its place', () => {
      expect(() => text('a\n${{ v | parseRepoUrl }}', { v: 'acme/shop' })).toThrow(
        /^src\/index\.js:2:\d+: .*"acme\/shop" is not a repository address/,
      );
      expect(() => text('${{ v | parseRepoUrl }}', { v: 'https://github.com?owner=o&repo=r' })).toThrow(
        'is not a repository address',
      );
      expect(() => text('${{ v | parseEntityRef }}', { v: 'shop' })).toThrow('"shop" is not an entity ref');
    });
  });

  describe('mistakes are refused with file, line and column', () => {
    test('an unknown filter', () => {
      expect(() => text('\n ${{ v | shout }}', { v: 1 })).toThrow(/^src\/index\.js:2:\d+: .*shout/);
    });

    test.each(['\n{% if true %}', '\n${{ v', '\n{% nonsense %}', '\n${{ v | }}{% endif %}'])('%j', (template) => {
      expect(() => text(template, { v: 1 })).toThrow(/^src\/index\.js:2:\d+: /);
      expect(() => engine.variablesOf(template, place)).toThrow(/^src\/index\.js:2:\d+: /);
    });
  });

  describe('the sandbox', () => {
    test.each(['{% include "/etc/passwd" %}', '{% import "x" as y %}', '{% extends "x" %}', '{% layout "x" %}'])(
      '%s reads no file',
      (template) => expect(() => text(template)).toThrow('src/index.js:1:'),
    );

    test.each([
      '${{ v.constructor }}',
      '${{ v["__proto__"] }}',
      '${{ v.constructor.constructor("return process")() }}',
      '${{ process.env }}',
      '${{ globalThis }}',
      '${{ v | pick("constructor") }}',
    ])('%s reaches nothing', (template) => {
      const attempt = () => text(template, { v: {} });
      expect(outcomeOf(attempt)).toMatch(/^$|src\/index\.js:1:/);
    });

    test.each(['longLoop', 'nestedLoops', 'doubled', 'hugeOutput'] as const)(
      'a bomb is stopped, and told in words: %s',
      (bomb) => {
        const template = spelling[bomb];
        const before = process.memoryUsage().heapUsed;
        expect(() => text(template, { v: 'x'.repeat(1000) })).toThrow(
          /^src\/index\.js:1:\d+: rendering it takes more time or text than one file may\.$/,
        );
        expect(process.memoryUsage().heapUsed - before).toBeLessThan(500_000_000);
      },
      20_000,
    );
  });

  test('the variables of a text are known without values', () => {
    const found = engine.variablesOf('${{ parameters.a }}{% if steps["b"].output.c %}{% endif %}', place);
    const segments = found.map((one) => one.segments);
    expect(segments).toContainEqual(['parameters', 'a']);
    expect(segments).toContainEqual(['steps', 'b', 'output', 'c']);
    expect(engine.variablesOf('no expression', place)).toEqual([]);
  });

  test('the variables of a text are told with line and column', () => {
    const found = engine.variablesOf('a\n  ${{ parameters.a }}\n{% if steps.b %}${{ c }}{% endif %}', place);
    const places = found.map(({ segments, line, column }) => [segments.join('.'), line, column]);
    expect(places).toEqual(
      expect.arrayContaining([
        ['parameters.a', 2, 7],
        ['steps.b', 3, 7],
        ['c', 3, 21],
      ]),
    );
  });
}

/** What a text rendered to, or why it did not. */
function outcomeOf(render: () => string): string {
  try {
    return render();
  } catch (error) {
    return String(error instanceof Error ? error.message : error);
  }
}
