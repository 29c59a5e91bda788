import type { Kinds } from '../catalog/kinds.ts';
import { type ValidatedRow, validateFiles } from '../catalog/validate-files.ts';
import { counted } from '../core/counted.ts';
import { githubAnnotations } from './github-annotation.ts';
import type { Output } from './output.ts';

/** How what is wrong is told: for a person who reads the terminal, or as annotations of a change on GitHub. */
export type ValidateFormat = 'text' | 'github';

/**
 * Checks catalog files, without a database.
 * @param kinds those that a document may have
 * @returns the exit code: 1 where a document is not valid
 */
export async function validate(
  paths: readonly string[],
  format: ValidateFormat,
  kinds: Kinds,
  output: Output,
): Promise<number> {
  const rows = await validateFiles(paths, process.cwd(), kinds);
  const invalid = rows.filter(({ valid }) => !valid);
  const lines = format === 'github' ? rows.flatMap(githubAnnotations) : invalid.flatMap(problemLines);
  const verdict = `${counted(rows.length, 'document')}, ${invalid.length} with problems`;
  output.print(rows, [...lines, verdict].join('\n'));
  return invalid.length === 0 ? 0 : 1;
}

const problemLines = ({ file, problems }: ValidatedRow): readonly string[] =>
  problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
