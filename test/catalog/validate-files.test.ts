import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { validateFiles } from '#callboard/catalog/validate-files.ts';
import { buildEntity, toYaml } from './entity-builder.ts';
import { temporaryFolder, writeFiles } from './start-catalog.ts';

function filesOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return folder;
}

describe('validating', () => {
  test('gives one row a document, in order, named as the paths were', async () => {
    const folder = filesOf({ 'c/b.yaml': `kind: 1\n---\n${toYaml(buildEntity({ name: 'b' }))}`, 'a.yaml': '' });
    expect(await validateFiles(['c', 'c/b.yaml'], folder)).toMatchObject([
      { file: 'c/b.yaml', document: 0, ref: null, valid: false },
      { file: 'c/b.yaml', document: 1, ref: 'component:default/b', valid: true, problems: [] },
    ]);
  });

  test('says of a problem its line, column, path and message', async () => {
    const folder = filesOf({ 'a.yaml': 'apiVersion: v1\nkind: Nothing\nmetadata:\n  name: a\n' });
    const [row] = await validateFiles([join(folder, 'a.yaml')], '/');
    expect(row?.problems).toMatchObject([{ line: 2, column: 7, path: 'kind' }]);
    expect(Object.keys(row?.problems[0] ?? {})).toEqual(['line', 'column', 'path', 'message']);
  });

  test('takes a file that cannot be read for one invalid document', async () => {
    const folder = filesOf({ 'a.yaml': new Uint8Array([0, 1]) });
    expect(await validateFiles(['a.yaml'], folder)).toMatchObject([
      { file: 'a.yaml', document: 0, ref: null, valid: false, problems: [{ line: 1, column: 1 }] },
    ]);
  });

  test('reads none of the files that placeholders and Locations name', async () => {
    const definition = { $text: './gone.yaml' };
    const api = toYaml(buildEntity({ kind: 'API', spec: { definition } }));
    const location = toYaml(buildEntity({ kind: 'Location', spec: { target: './gone.yaml' } }));
    const rows = await validateFiles(['a.yaml'], filesOf({ 'a.yaml': `${api}---\n${location}` }));
    expect(rows.map(({ valid }) => valid)).toEqual([true, true]);
  });

  test('refuses a path that stands for no file', async () => {
    await expect(validateFiles(['gone'], temporaryFolder())).rejects.toMatchObject({ code: 'nothing-to-read' });
  });
});
