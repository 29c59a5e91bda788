import { expect, test } from 'vitest';
import { jsonata } from '#callboard/scaffolder/actions/roadie/jsonata.ts';
import { startWorkspace } from './run-action.ts';

const [evaluate, transformJson, transformYaml] = jsonata;
if (!evaluate || !transformJson || !transformYaml) throw new Error('an action of JSONata is missing');

test('an expression picks, joins and makes values of any type', async () => {
  const { run } = await startWorkspace();
  const data = { url: 'https://github.com/acme/shop/blob/main/deploy/app.yaml', labels: { a: 1 }, prices: [1, 5, 9] };
  const result = async (expression: string) => (await run(evaluate, { data, expression }))['result'];
  expect(await result('$join($filter($split(url, "/"), function($v, $i) { $i >= 7 }), "/")')).toBe('deploy/app.yaml');
  expect(await result('$merge([labels, {"b": true}])')).toEqual({ a: 1, b: true });
  expect(await result('prices[$ > 2]')).toEqual([5, 9]);
  expect(await result('missing')).toBeNull();
  expect(await result('function($x) { $x }')).toBeNull();
});

test('a file is looked through as JSON or YAML, and what comes of it is a text or the value', async () => {
  const { run } = await startWorkspace({
    'package.json': '{ "name": "shop", "scripts": { "test": "node" } }',
    'features.yaml': 'features:\n  - { name: a, on: true }\n  - { name: b, on: false }\n',
    'two.yaml': 'name: a\n---\nname: b\n',
  });
  const json = { path: 'package.json', expression: '$' };
  expect(await run(transformJson, { ...json, replacer: ['name'], space: ' ' })).toEqual({
    result: '{\n "name": "shop"\n}',
  });
  expect(await run(transformJson, { ...json, as: 'object' })).toEqual({
    result: { name: 'shop', scripts: { test: 'node' } },
  });
  expect(await run(transformYaml, { path: 'features.yaml', expression: 'features[on].{"name": name}' })).toEqual({
    result: 'name: a\n',
  });
  const all = { path: 'two.yaml', expression: 'name', loadAll: true, as: 'object' };
  expect(await run(transformYaml, all)).toEqual({ result: ['a', 'b'] });
});

test.each([
  ['a +', 'can not be evaluated: 1:3: Unexpected end of expression'],
  ['(\n  1 +\n  "x"\n)', 'can not be evaluated: 2:5: The right side of the "+" operator must evaluate to a number'],
  ['$error("No address was given.")', 'can not be evaluated: 1:7: No address was given.'],
  ['$nothing()', 'can not be evaluated: 1:9: Attempted to invoke a non-function'],
])('what is wrong with %j is told with its place', async (expression, message) => {
  const { run } = await startWorkspace();
  await expect(run(evaluate, { data: {}, expression })).rejects.toThrow(message);
});

test('an expression that never ends is stopped, in a loop and in a regular expression', async () => {
  const { run } = await startWorkspace();
  const loop = '($f := function($n) { $f($n + 1) }; $f(0))';
  const search = `$match("${'a'.repeat(40)}!", /^(a+)+$/)`;
  const stopped = 'it takes more than';
  await Promise.all([
    expect(run(evaluate, { expression: loop })).rejects.toThrow(stopped),
    expect(run(evaluate, { expression: search })).rejects.toThrow(stopped),
  ]);
}, 60_000);

test('an expression reaches nothing but what it is given', async () => {
  const { run } = await startWorkspace();
  const result = async (expression: string) => (await run(evaluate, { data: { a: {} }, expression }))['result'];
  expect(await result('$lookup(a, "constructor")')).toBeNull();
  expect(await result('a.__proto__')).toBeNull();
  expect(await result('{"__proto__": {"polluted": 1}}')).not.toHaveProperty('polluted');
});

test('a stopped run stops its expression', async () => {
  const { run, stop } = await startWorkspace();
  const evaluating = run(evaluate, { expression: '($f := function($n) { $f($n + 1) }; $f(0))' });
  stop();
  await expect(evaluating).rejects.toThrow('abort');
});
