/** What is wrong, and where. */
interface Annotated {
  readonly level: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * What is wrong as a workflow command: GitHub shows it at its line of the file in a change. Escaped as GitHub's own
 * toolkit does, since a line break ends a command, and a comma or colon a property.
 * @param title what stands above it
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function githubAnnotation(title: string, { level, file, line, column, message }: Annotated): string {
  const place = `file=${escapeProperty(file)},line=${line},col=${column}`;
  return `::${level} ${place},title=${title}::${escapeData(message)}`;
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
