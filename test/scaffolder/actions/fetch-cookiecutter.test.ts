import path from 'node:path';
import { expect, test } from 'vitest';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { createFetchCookiecutter } from '#callboard/scaffolder/actions/fetch-cookiecutter.ts';
import { writeFiles } from '../start-scaffolder.ts';
import { startWorkspace } from './run-action.ts';

const action = createFetchCookiecutter(() => Promise.reject(new Error('nothing is elsewhere here')));

/** Renders a body of these files. */
async function render(files: Readonly<Record<string, string>>, input: JsonObject) {
  const started = await startWorkspace();
  const body = path.join(started.folder, 'body');
  await writeFiles(body, files);
  return { ...started, fetch: () => started.run(action, { url: './body', ...input }) };
}

test('a body reads what is given, and the defaults of its cookiecutter.json for the rest', async () => {
  const defaults = {
    name: 'shop',
    slug: "{{ cookiecutter.name | lower | replace(' ', '-') }}",
    license: ['MIT', 'Apache-2.0'],
    port: 8080,
    _copy_without_render: ['*.tpl'],
  };
  const { fetch, text } = await render(
    {
      'cookiecutter.json': JSON.stringify(defaults),
      '{{ cookiecutter.slug }}/a.txt': '{{ cookiecutter.name }}, {{ cookiecutter.license }}, {{ cookiecutter.port }}',
      'deep/b.tpl': '{{ stays }}',
      'web/c.js': '{{ stays }}',
    },
    { values: { name: 'My {{ Shop }}' }, copyWithoutRender: ['web/*'] },
  );
  await fetch();
  expect(await text('my-{{-shop-}}/a.txt')).toBe('My {{ Shop }}, MIT, 8080');
  expect(await text('deep/b.tpl')).toBe('{{ stays }}');
  expect(await text('web/c.js')).toBe('{{ stays }}');
});

test('a cookiecutter.json that is wrong is told with its place', async () => {
  const { fetch } = await render({ 'cookiecutter.json': '{ "a": 1,\n  "b": 2' }, {});
  await expect(fetch()).rejects.toThrow(/^body\/cookiecutter\.json:2:\d+: /);
});

test('a default that can not be rendered names its variable', async () => {
  const { fetch } = await render({ 'cookiecutter.json': '{ "slug": "{{ cookiecutter.name | nofilter }}" }' }, {});
  await expect(fetch()).rejects.toThrow('body/cookiecutter.json (slug)');
});
