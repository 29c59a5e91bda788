import { formatPath } from '../core/json-schema/compile-schema.ts';
import {
  type Environment,
  loadConfiguration,
  type ReadConfiguration,
  readConfiguration,
} from '../load-configuration.ts';
import { loadRotations } from '../on-call/load-rotations.ts';
import { rotationGlobs } from '../on-call/on-call-plugin.ts';
import type { Output } from './output.ts';

/** What is wrong, and where: in callboard.yaml, or in a file that it names. */
interface Finding {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** The field, such as `server.port`; empty for the file. */
  readonly path: string;
  readonly message: string;
}

/**
 * Says whether the configuration, the plugins that it names and the rotations are fine; it needs no database.
 * @param file what `--config` names
 * @param folder where callboard.yaml is looked for, absolute
 * @returns the exit code: 1 where something is wrong
 * @throws Refusal where the file can't be read, or a variable of the environment is wrong
 */
export async function configCheck(
  file: string | undefined,
  folder: string,
  environment: Environment,
  output: Output,
): Promise<number> {
  const read = await readConfiguration(file, folder, environment);
  const problems = [...inConfiguration(read), ...(await inRotations(read))];
  // The environment goes before the file, and may be wrong where the file is fine.
  if (problems.length === 0) await loadConfiguration(file, folder, environment);
  const verdict =
    read.file === undefined ? 'There is no callboard.yaml: everything has its default.' : `${read.file} is fine.`;
  const lines = problems.map((problem) => `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`);
  output.print({ file: read.file ?? null, problems }, problems.length === 0 ? verdict : lines.join('\n'));
  return problems.length === 0 ? 0 : 1;
}

function inConfiguration({ file = '', problems, leftOut }: ReadConfiguration): readonly Finding[] {
  return [...problems, ...leftOut]
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map((problem) => ({ file, ...problem }));
}

async function inRotations({ file = '', folder, text }: ReadConfiguration): Promise<readonly Finding[]> {
  const { unmatched, problems } = await loadRotations(rotationGlobs(text.value['on-call']) ?? [], folder);
  return [
    ...unmatched.map(({ path, message }) => ({
      file,
      ...text.positionOf(['on-call', ...path]),
      path: formatPath(['on-call', ...path]),
      message,
    })),
    ...problems.map(({ file, line, column, path, message }) => ({ file, line, column, path, message })),
  ];
}
