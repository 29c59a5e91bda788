import { expect, onTestFinished, test } from 'vitest';
import type { Action } from '#callboard/scaffolder/action.ts';
import { createLiquidEngine } from '#callboard/scaffolder/liquid-engine.ts';
import { createNunjitsuEngine } from '#callboard/scaffolder/nunjitsu-engine.ts';
import type { TemplateFilter } from '#callboard/scaffolder/template-filter.ts';
import { startScaffolder } from './start-scaffolder.ts';

/** Says what it was given. */
const told: TemplateFilter = {
  name: 'told',
  apply: (value, ...given) => ({ value: value ?? null, given: given.map((one) => one ?? null) }),
};
const port: TemplateFilter = {
  name: 'port',
  apply: (value) => {
    if (typeof value !== 'number') throw new Error('a port is a number');
    return value + 8000;
  },
};
const place = (line: number, column: number) => `README.md:${line}:${column}`;
const liquid = createLiquidEngine([told, port]);
const nunjucks = createNunjitsuEngine([told, port]);

test.each([
  ['Liquid', liquid, '${{ v | told: 1, list, key: list, b: "c" }}'],
  ['Nunjucks', nunjucks, '${{ v | told(1, list, { key: list, b: "c" }) }}'],
])('a filter of a plugin gets the value and what follows it in %s', (_language, engine, text) => {
  const scope = { v: { a: [1] }, list: ['x', 'y'] };
  expect(engine.renderValue(text, scope, place)).toEqual({
    value: { a: [1] },
    given: [1, ['x', 'y'], { key: ['x', 'y'], b: 'c' }],
  });
});

test.each([
  ['Liquid', liquid],
  ['Nunjucks', nunjucks],
])('what a filter of a plugin does not take is told with its place in %s', (_language, engine) => {
  expect(engine.renderValue('${{ v | port }}', { v: 80 }, place)).toBe(8080);
  expect(() => engine.renderText('a\n${{ v | port }}', { v: 'x' }, place)).toThrow(
    /^README\.md:2:\d+: .*a port is a number/,
  );
});

const template = (name: string, apiVersion: string) => `apiVersion: ${apiVersion}
kind: Template
metadata: { name: ${name} }
spec:
  type: service
  parameters: { properties: { number: { type: integer, default: 1 } } }
  steps: [{ id: say, action: 'debug:log', input: { message: 'port \${{ parameters.number | port }}' } }]
`;

test('templates of both languages have the filters of plugins', async () => {
  const started = await startScaffolder({
    filters: [port],
    files: {
      'a/template.yaml': template('liquid', 'callboard.dev/v1'),
      'b/template.yaml': template('nunjucks', 'scaffolder.backstage.io/v1beta3'),
    },
  });
  onTestFinished(() => started.stop());
  for (const name of ['liquid', 'nunjucks']) {
    const made = await started.service.create({
      template: name,
      values: {},
      asker: { surface: 'terminal', personId: '' },
    });
    expect(made.status).toBe('done');
    const { lines } = await started.service.runWithLog(made.run);
    expect(lines.map(({ text }) => text)).toContain('port 8001');
  }
});

test('a filter of a name that is there, and an action that is not well-formed, are refused', async () => {
  const pick: TemplateFilter = { name: 'pick', apply: () => null };
  await expect(startScaffolder({ filters: [pick] })).rejects.toThrow('A filter pick is there already');
  const action: Action = {
    id: 'a:b',
    description: '',
    effect: 'outside',
    inputSchema: {},
    outputSchema: {},
    run: async () => ({}),
  };
  const misspelt = Object.assign(action, { effect: 'outsides' });
  await expect(startScaffolder({ actions: [misspelt] })).rejects.toThrow(
    /The action a:b is not well-formed: effect must be .*workspace.*outside/,
  );
});
