import type { App } from '../app.ts';
import { loadRotations } from '../on-call/load-rotations.ts';
import { rotationGlobs } from '../on-call/on-call-plugin.ts';
import type { Output } from './output.ts';

/**
 * Says whether the configuration, and the rotations that it names, are fine; what makes it unusable was refused before.
 * @returns the exit code
 */
export async function configCheck(
  { config, leftOut }: Pick<App, 'config' | 'leftOut'>,
  output: Output,
): Promise<number> {
  const { file, folder, sections } = config;
  const rotations = await loadRotations(rotationGlobs(sections['on-call']) ?? [], folder);
  const problems = [
    ...leftOut.map(({ message, hint }) => ({ message: `${message} ${hint ?? ''}`.trim() })),
    ...rotations.problems.map((problem) => ({
      message: `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`,
    })),
  ];
  const verdict = file === undefined ? 'There is no callboard.yaml: everything has its default.' : `${file} is fine.`;
  const text = problems.length === 0 ? verdict : problems.map(({ message }) => message).join('\n');
  output.print({ file: file ?? null, problems }, text);
  return problems.length === 0 ? 0 : 1;
}
