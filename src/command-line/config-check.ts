import type { App } from '../app.ts';
import type { Output } from './output.ts';

/** Says that the configuration is fine; what is not fine was refused before. @returns the exit code */
export function configCheck({ config, leftOut }: Pick<App, 'config' | 'leftOut'>, output: Output): number {
  const { file } = config;
  const problems = leftOut.map(({ message, hint }) => ({ message, hint: hint ?? '' }));
  const verdict = file === undefined ? 'There is no callboard.yaml: everything has its default.' : `${file} is fine.`;
  const text =
    problems.length === 0 ? verdict : problems.map(({ message, hint }) => `${message} ${hint}`.trim()).join('\n');
  output.print({ file: file ?? null, problems }, text);
  return problems.length === 0 ? 0 : 1;
}
