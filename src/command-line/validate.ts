import type { Kinds } from '../catalog/kinds.ts';
import { type ValidatedRow, validateFiles } from '../catalog/validate-files.ts';
import { counted } from '../core/counted.ts';
import { githubAnnotation } from './github-annotation.ts';
import type { Output } from './output.ts';
import type { FindingFormat } from './read-arguments.ts';

/**
 * Checks catalog files, without a database.
 * @param kinds those that a document may have
 * @returns the exit code: 1 where a document is not valid
 */
export async function validate(
  paths: readonly string[],
  format: FindingFormat,
  kinds: Kinds,
  output: Output,
): Promise<number> {
  const rows = await validateFiles(paths, process.cwd(), kinds);
  const invalid = rows.filter(({ valid }) => !valid);
  const lines = format === 'github' ? rows.flatMap(annotations) : invalid.flatMap(problemLines);
  const verdict = `${counted(rows.length, 'document')}, ${invalid.length} with problems`;
  output.print(rows, [...lines, verdict].join('\n'));
  return invalid.length === 0 ? 0 : 1;
}

const problemLines = ({ file, problems }: ValidatedRow): readonly string[] =>
  problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);

// What is wrong with a document that is valid all the same does not fail the check.
const annotations = ({ file, valid, problems }: ValidatedRow): readonly string[] =>
  problems.map((problem) => githubAnnotation('Catalog file', { ...problem, file, level: valid ? 'warning' : 'error' }));
