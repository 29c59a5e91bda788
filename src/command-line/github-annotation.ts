import type { ValidatedRow } from '../catalog/validate-files.ts';

/**
 * The problems of a document as workflow commands, a line each: GitHub shows each at its line of the file in a change.
 * Escaped as GitHub's own toolkit does, since a line break ends a command, and a comma or colon a property.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function githubAnnotations({ file, valid, problems }: ValidatedRow): readonly string[] {
  // What is wrong with a document that is valid all the same does not fail the check.
  const level = valid ? 'warning' : 'error';
  return problems.map(({ line, column, message }) => {
    const place = `file=${escapeProperty(file)},line=${line},col=${column}`;
    return `::${level} ${place},title=Catalog file::${escapeData(message)}`;
  });
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
