import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { validateText } from '#callboard/catalog/validate-text.ts';

const folder = join(import.meta.dirname, '../../../shared/corpora');
const isThere = existsSync(folder);
if (!isThere) process.stderr.write(`Skipped: the corpora of public catalog files are not at ${folder}.\n`);

interface Verdict {
  readonly file: string;
  readonly document: number;
  readonly ref?: string;
  readonly valid: boolean;
}

/** What is newer than the validators that gave the verdicts: they refuse it, and it is valid. */
const newerThanTheVerdicts = [
  'backstage__demo/examples/mcp-server-api.yaml',
  'backstage__demo/examples/ai-resources.yaml',
];

describe.skipIf(!isThere)('the public corpora', () => {
  const verdicts: readonly Verdict[] = isThere ? JSON.parse(readFileSync(join(folder, 'verdicts.json'), 'utf8')) : [];
  const files = [...new Set(verdicts.map(({ file }) => file))];
  const read = new Map(files.map((file) => [file, validateText(file, readFileSync(join(folder, file), 'utf8'))]));

  test('each document is judged as the official validators judge it', () => {
    const differing = verdicts.filter(
      ({ file, document, valid }) =>
        read.get(file)?.[document]?.valid !== valid && !newerThanTheVerdicts.includes(file),
    );
    expect(differing).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(500);
  });

  test('each file has as many documents as the verdicts say', () => {
    const counts = files.map((file) => [file, verdicts.filter((verdict) => verdict.file === file).length]);
    expect(files.map((file) => [file, read.get(file)?.length])).toEqual(counts);
  });

  test('each valid document has the ref of its verdict', () => {
    const valid = verdicts.filter((verdict) => verdict.valid);
    const refs = valid.map(({ file, document }) => read.get(file)?.[document]?.ref);
    expect(refs).toEqual(valid.map(({ ref }) => ref));
  });

  test('each invalid document says why, at a line and a column', () => {
    const invalid = [...read.values()].flat().filter(({ valid }) => !valid);
    const silent = invalid.filter(({ problems }) => problems.length === 0 || problems.some(({ line }) => line < 1));
    expect(silent).toEqual([]);
  });

  test('an API that is an MCP server, and every AiResource, is valid', () => {
    const newer = newerThanTheVerdicts.flatMap((file) => read.get(file) ?? []);
    expect(newer.filter(({ valid }) => !valid)).toEqual([]);
    expect(newer).toHaveLength(7);
  });
});
