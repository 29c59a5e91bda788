import { validateFiles } from '../catalog/validate-files.ts';
import { counted } from '../core/counted.ts';
import type { Output } from './output.ts';

/** Checks catalog files, without a database. @returns the exit code: 1 where a document is not valid */
export async function validate(paths: readonly string[], output: Output): Promise<number> {
  const rows = await validateFiles(paths, process.cwd());
  const invalid = rows.filter(({ valid }) => !valid);
  const lines = invalid.flatMap(({ file, problems }) =>
    problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`),
  );
  const verdict = `${counted(rows.length, 'document')}, ${invalid.length} with problems`;
  output.print(rows, [...lines, verdict].join('\n'));
  return invalid.length === 0 ? 0 : 1;
}
