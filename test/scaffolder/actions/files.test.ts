import { symlink, writeFile as writeOutside } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Action, JsonObject } from '#callboard/scaffolder/action.ts';
import { catalogWrite } from '#callboard/scaffolder/actions/catalog-write.ts';
import { debugLog } from '#callboard/scaffolder/actions/debug-log.ts';
import { debugWait } from '#callboard/scaffolder/actions/debug-wait.ts';
import { fsDelete } from '#callboard/scaffolder/actions/fs-delete.ts';
import { fsReaddir } from '#callboard/scaffolder/actions/fs-readdir.ts';
import { fsRename } from '#callboard/scaffolder/actions/fs-rename.ts';
import { listFolder } from '#callboard/scaffolder/actions/list-folder.ts';
import { appendFile } from '#callboard/scaffolder/actions/roadie/append-file.ts';
import { merge } from '#callboard/scaffolder/actions/roadie/merge.ts';
import { parseFile } from '#callboard/scaffolder/actions/roadie/parse-file.ts';
import { replaceInFiles } from '#callboard/scaffolder/actions/roadie/replace-in-files.ts';
import { serialize } from '#callboard/scaffolder/actions/roadie/serialize.ts';
import { sleep } from '#callboard/scaffolder/actions/roadie/sleep.ts';
import { writeFile } from '#callboard/scaffolder/actions/roadie/write-file.ts';
import { startWorkspace } from './run-action.ts';

const [mergeFile, mergeJsonFile] = merge;
const [serializeJson, serializeYaml] = serialize;
const files = { 'a.txt': 'a', 'docs/b.md': 'b', 'docs/deep/c.md': 'c', '.hidden/d.md': 'd' };
const all = async (folder: string) => (await listFolder(folder, folder, true)).map((entry) => entry.path);

describe('fs:delete', () => {
  test('takes files, folders and globs; what is not there is no failure', async () => {
    const { run, workspace } = await startWorkspace(files);
    await run(fsDelete, { files: ['docs/deep', '**/*.md', 'nowhere'] });
    expect(await all(workspace)).toEqual(['.hidden', 'a.txt', 'docs']);
  });

  test('never takes the whole folder, and never anything behind a link', async () => {
    const { run, workspace, folder } = await startWorkspace(files);
    await symlink(folder, path.join(workspace, 'out'));
    await expect(run(fsDelete, { files: ['.'] })).rejects.toThrow("is the whole of the run's folder");
    await expect(run(fsDelete, { files: ['out/workspace/a.txt/..'] })).rejects.toThrow();
    await writeOutside(path.join(folder, 'outside.md'), 'stays');
    await run(fsDelete, { files: ['**/*.md', 'out'] });
    expect(await all(folder)).toEqual([
      'outside.md',
      ...['', '/.hidden', '/a.txt', '/docs', '/docs/deep'].map((one) => `workspace${one}`),
    ]);
  });
});

describe('fs:rename', () => {
  test('moves files and folders, and makes folders on the way', async () => {
    const { run, workspace } = await startWorkspace(files);
    await run(fsRename, {
      files: [
        { from: 'a.txt', to: 'x/y/a.txt' },
        { from: 'docs', to: 'manual' },
      ],
    });
    expect(await all(workspace)).toEqual(expect.arrayContaining(['x/y/a.txt', 'manual/b.md', 'manual/deep/c.md']));
  });

  test('replaces what is there only where it is told to', async () => {
    const { run, text } = await startWorkspace(files);
    const move = { from: 'a.txt', to: 'docs/b.md' };
    await expect(run(fsRename, { files: [move] })).rejects.toThrow('"docs/b.md" is there already.');
    await run(fsRename, { files: [{ ...move, overwrite: true }] });
    expect(await text('docs/b.md')).toBe('a');
  });

  test.each([
    [{ from: 'nowhere', to: 'b' }, 'There is no "nowhere"'],
    [{ from: 'docs', to: 'docs/deep/er' }, 'can not be moved into itself'],
    [{ from: 'docs/deep', to: 'docs', overwrite: true }, 'can not take its place'],
    [{ from: 'a.txt', to: '../b' }, "outside of the run's folder"],
  ])('refuses %j', async (file, message) => {
    const { run } = await startWorkspace(files);
    await expect(run(fsRename, { files: [file] })).rejects.toThrow(message);
  });
});

describe('fs:readdir', () => {
  test('lists files and folders, those below too where it is told to', async () => {
    const { run } = await startWorkspace(files);
    const entry = (place: string) => ({ name: path.basename(place), path: place, fullPath: place });
    expect(await run(fsReaddir, { paths: ['docs'] })).toEqual({
      files: [entry('docs/b.md')],
      folders: [entry('docs/deep')],
    });
    expect(await run(fsReaddir, { paths: ['.'], recursive: true })).toEqual({
      files: ['.hidden/d.md', 'a.txt', 'docs/b.md', 'docs/deep/c.md'].map(entry),
      folders: ['.hidden', 'docs', 'docs/deep'].map(entry),
    });
    await expect(run(fsReaddir, { paths: ['nowhere'] })).rejects.toThrow('There is no folder "nowhere"');
  });
});

test('catalog:write writes an entity as YAML, whatever its texts look like, and names the template', async () => {
  const { run, text } = await startWorkspace();
  const metadata = { name: 'yes', description: '#: {a} "b"\n- *c', annotations: { 'a/b': '1' } };
  await run(catalogWrite, { entity: { kind: 'Component', metadata } });
  await run(catalogWrite, { filePath: 'deep/entity.yaml', entity: {} });
  const parsed = await run(parseFile, { path: 'catalog-info.yaml', parser: 'yaml' });
  const annotations = { 'a/b': '1', 'backstage.io/source-template': 'template:default/demo' };
  expect(parsed).toEqual({ content: { kind: 'Component', metadata: { ...metadata, annotations } } });
  expect(await text('deep/entity.yaml')).toContain('backstage.io/source-template: template:default/demo');
});

test('debug:log says a message, which files there are, and what is in them', async () => {
  const { run, logged } = await startWorkspace({ 'a.txt': 'content of a' });
  await run(debugLog, { message: 'hello', listWorkspace: 'with-contents' });
  expect(logged).toEqual(['hello', 'Files: a.txt', 'content of a']);
});

describe('waiting', () => {
  test('ends when the run is stopped', async () => {
    const { run, stop } = await startWorkspace();
    const waiting = run(debugWait, { minutes: 5 });
    stop();
    await expect(waiting).rejects.toThrow('abort');
  });

  test.each<[Action, JsonObject]>([
    [debugWait, { minutes: 10, milliseconds: 1 }],
    [sleep, { amount: 601 }],
  ])('for longer than ten minutes is refused', async (action, input) => {
    const { run } = await startWorkspace();
    await expect(run(action, input)).rejects.toThrow('more than 600');
  });

  test('for no time is over at once', async () => {
    const { run } = await startWorkspace();
    expect(await run(debugWait, {})).toEqual({});
  });
});

describe("RoadieHQ's actions", () => {
  test('write, append and parse', async () => {
    const { run, text } = await startWorkspace();
    expect(await run(writeFile, { path: './deep/a.json', content: '{"a":[1]}' })).toEqual({ path: 'deep/a.json' });
    await run(writeFile, { path: 'b.json', content: '{"a":[1]}', preserveFormatting: true });
    expect(await text('b.json')).toBe('{\n  "a": [\n    1\n  ]\n}');
    await run(appendFile, { path: 'c.txt', content: 'one\n' });
    await run(appendFile, { path: 'c.txt', content: 'two\n' });
    expect(await text('c.txt')).toBe('one\ntwo\n');
    expect(await run(parseFile, { path: 'deep/a.json', parser: 'json' })).toEqual({ content: { a: [1] } });
    expect(await run(parseFile, { path: 'c.txt' })).toEqual({ content: 'one\ntwo\n' });
    await run(writeFile, { path: 'd.yaml', content: 'a: 1\n---\nb: 2\n' });
    expect(await run(parseFile, { path: 'd.yaml', parser: 'multiyaml' })).toEqual({ content: [{ a: 1 }, { b: 2 }] });
    await run(writeFile, { path: 'e.yaml', content: 'a: [1\n' });
    await expect(run(parseFile, { path: 'e.yaml', parser: 'yaml' })).rejects.toThrow(/^e\.yaml:\d+:\d+: /);
  });

  test('replace a text or a regular expression, which is stopped where it never ends', async () => {
    const { run, text } = await startWorkspace({
      'a.md': 'NAME $& NAME',
      '.b.md': 'NAME',
      'c.md': `${'a'.repeat(40)}b`,
    });
    await run(replaceInFiles, { files: [{ file: '*.md', find: 'NAME', replaceWith: '$&shop' }] });
    expect([await text('a.md'), await text('.b.md')]).toEqual(['$&shop $& $&shop', 'NAME']);
    await run(replaceInFiles, { files: [{ file: 'a.md', find: 's(h)', matchRegex: true, replaceWith: '$1' }] });
    expect(await text('a.md')).toBe('$&hop $& $&hop');
    const bomb = { file: 'c.md', find: '(a+)+$', matchRegex: true, replaceWith: '' };
    await expect(run(replaceInFiles, { files: [bomb] })).rejects.toThrow('did not end within 1000 ms');
    await expect(run(replaceInFiles, { files: [{ ...bomb, find: '(' }] })).rejects.toThrow('can not be used');
  });

  test('merge into YAML keeps comments and the rest', async () => {
    const { run, text } = await startWorkspace({
      'a.yaml': '# about a\na:\n  b: 1 # one\n  list:\n    - x\n',
      'two.yaml': 'kind: A\n---\nkind: B\n',
    });
    if (!mergeFile) return;
    await run(mergeFile, { path: 'a.yaml', content: { a: { c: { d: true }, list: ['x', 'y'] } }, mergeArrays: true });
    expect(await text('a.yaml')).toBe('# about a\na:\n  b: 1 # one\n  list:\n    - x\n    - y\n  c:\n    d: true\n');
    await run(mergeFile, { path: 'a.yaml', content: 'a: { list: [z] }' });
    expect(await text('a.yaml')).toContain('  list:\n    - z\n');
    await expect(run(mergeFile, { path: 'two.yaml', content: { x: 1 } })).rejects.toThrow('has 2 documents');
    const useDocumentIncludingField = { key: 'kind', value: 'B' };
    await run(mergeFile, { path: 'two.yaml', content: { x: 1 }, useDocumentIncludingField });
    expect(await text('two.yaml')).toBe('kind: A\n---\nkind: B\nx: 1\n');
    await expect(run(mergeFile, { path: 'none.yaml', content: {} })).rejects.toThrow('There is no file "none.yaml"');
    await expect(run(mergeFile, { path: 'a.yaml', content: '- 1' })).rejects.toThrow(
      'the content to merge is no object',
    );
  });

  test('merge into JSON keeps its indentation, and makes the file where it is not there', async () => {
    const { run, text } = await startWorkspace({ 'a.json': '{\n    "a": { "b": 1 },\n    "l": [1]\n}\n' });
    if (!mergeFile || !mergeJsonFile) return;
    await run(mergeFile, { path: 'a.json', content: { a: { c: 2 }, l: [1, 2] }, mergeArrays: true });
    expect(await text('a.json')).toBe(`${JSON.stringify({ a: { b: 1, c: 2 }, l: [1, 2] }, undefined, 4)}\n`);
    await run(mergeJsonFile, { path: 'new.json', content: '{"__proto__":{"x":1},"y":2}' });
    expect(JSON.parse(await text('new.json'))).toHaveProperty('y', 2);
    expect(Object.prototype).not.toHaveProperty('x');
  });

  test('serialize as JSON and YAML', async () => {
    const { run } = await startWorkspace();
    if (!serializeJson || !serializeYaml) return;
    const data = { a: { b: 'yes', c: 2 }, d: [1] };
    expect(await run(serializeJson, { data, space: ' ', replacer: ['a', 'b'] })).toEqual({
      serialized: '{\n "a": {\n  "b": "yes"\n }\n}',
    });
    expect(await run(serializeYaml, { data })).toEqual({ serialized: 'a:\n  b: "yes"\n  c: 2\nd:\n  - 1\n' });
  });

  test.each<[Action | undefined, JsonObject]>([
    [writeFile, { path: '../x', content: '' }],
    [writeFile, { path: 'out/x', content: '' }],
    [appendFile, { path: 'out/secret.txt', content: '' }],
    [parseFile, { path: 'out/secret.txt' }],
    [parseFile, { path: 'secret-link' }],
    [mergeFile, { path: 'out/a.json', content: {} }],
    [replaceInFiles, { files: [{ file: 'out/secret.txt', find: 'a', replaceWith: 'b' }] }],
    [fsReaddir, { paths: ['out'] }],
  ])('nothing outside of the folder is read or written: %#', async (action, input) => {
    const { run, workspace, folder } = await startWorkspace();
    await symlink(folder, path.join(workspace, 'out'));
    await symlink('/etc/hostname', path.join(workspace, 'secret-link'));
    if (!action) return;
    await expect(run(action, input)).rejects.toThrow(/outside of|leads out of|no file of up to/);
    expect(await all(folder)).toEqual(['workspace', 'workspace/out', 'workspace/secret-link']);
  });

  test('a link in the place of a file is replaced, and what it leads to stays', async () => {
    const { run, workspace, folder, text } = await startWorkspace();
    await writeOutside(path.join(folder, 'outside.txt'), 'outside');
    await symlink(path.join(folder, 'outside.txt'), path.join(workspace, 'a.txt'));
    await run(writeFile, { path: 'a.txt', content: 'mine' });
    expect([await text('a.txt'), await text('../outside.txt')]).toEqual(['mine', 'outside']);
  });
});
