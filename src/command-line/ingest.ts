import type { App } from '../app.ts';
import { counted } from '../core/counted.ts';
import type { Output } from './output.ts';

/** Keeps each target as a source and reads it; without one, reads the configured sources. @returns the exit code */
export async function ingest(app: App, targets: readonly string[], output: Output): Promise<number> {
  const { refs: _refs, ...report } = await app.catalog.ingest(
    targets.length === 0 ? undefined : targets,
    process.cwd(),
  );
  const { files, documents, added, changed, removed, orphaned, unchanged, problems, ms } = report;
  const counts = `${added} added, ${changed} changed, ${removed} removed, ${orphaned} orphaned, ${unchanged} unchanged`;
  const lines = problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  const read = `${counted(documents, 'document')} in ${counted(files, 'file')}`;
  const summary = `${read}: ${counts}, ${counted(problems.length, 'problem')}, in ${ms} ms`;
  output.print(report, [...lines, summary].join('\n'));
  return problems.length === 0 ? 0 : 1;
}
