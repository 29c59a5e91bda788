import { Refusal } from '#callboard/core/refusal.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';

/** `multiyaml` makes a list of all documents. */
export type Parser = 'json' | 'yaml' | 'multiyaml';

/**
 * What the text of a file holds.
 * @param file how the step names it
 * @throws Refusal with its line and column where it can't be parsed
 */
export function parseText(text: string, parser: Parser, file: string): Json {
  // JSON is YAML too, and its mistakes are told with their place.
  const documents = readYaml(text);
  const [problem] = documents.flatMap(({ problems }) => problems);
  if (problem) {
    throw new Refusal(`${file}:${problem.line}:${problem.column}: ${problem.message}`, {
      code: 'not-parsed',
      hint: 'Correct what makes this file.',
    });
  }
  const values = documents.map(({ value }) => value ?? null);
  return parser === 'multiyaml' ? values : (values[0] ?? null);
}
