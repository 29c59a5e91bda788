import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { compileSchema, formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import { formatEntityRef, parseEntityRef } from '#callboard/catalog/entity-ref.ts';
import type { JsonObject } from './action.ts';
import { textOf, textsOf } from './json-object.ts';

/** How a template is tried, as the `test.yaml` beside it says. */
export interface TemplateTest {
  /** What its form is filled with, by parameter or by field. */
  readonly values: JsonObject;
  /** The full ref of the catalog user who asks; undefined where nobody is known. */
  readonly user: string | undefined;
  /** What is run, one after the other, in the folder that it makes. */
  readonly commands: readonly string[];
}

const fileName = 'test.yaml';
const hint =
  'Beside template.yaml it has "values", what the form is filled with, "commands", what is run, and may have "user", who asks.';

const check = compileSchema({
  type: 'object',
  required: ['values'],
  additionalProperties: false,
  properties: {
    values: { type: 'object' },
    user: { type: 'string', minLength: 1 },
    commands: { type: 'array', items: { type: 'string', minLength: 1 } },
  },
});

/**
 * Reads the test of a template.
 * @param folder of the template's file
 * @throws Refusal where there is none, or it is not well-formed, with every problem's place
 */
export async function readTemplateTest(folder: string): Promise<TemplateTest> {
  const text = await readFile(path.join(folder, fileName), 'utf8').catch((error: unknown) => {
    throw new Refusal(
      `The template has no ${fileName} that could be read.`,
      { code: 'no-template-test', hint },
      { cause: error },
    );
  });
  const [document] = readYaml(text);
  const value = document?.value;
  const stated = isJsonObject(value) ? textOf(value['user']) : undefined;
  const user = stated === undefined ? undefined : parseEntityRef(stated, { kind: 'user' });
  const problems = [
    ...(document?.problems ?? []),
    ...(document && stated !== undefined && user === undefined
      ? [{ ...document.positionOf(['user']), message: 'user is no ref: write user:default/name' }]
      : []),
    ...(document && value !== undefined ? check(value) : []).map(({ path: where, message }) => ({
      ...(document?.positionOf(where) ?? { line: 1, column: 1 }),
      message: `${formatPath(where)} ${message}`.trimStart(),
    })),
  ];
  if (isJsonObject(value) && problems.length === 0) {
    return {
      values: isJsonObject(value['values']) ? value['values'] : {},
      user: user && formatEntityRef(user),
      commands: textsOf(value['commands']),
    };
  }
  const told = problems.map(({ line, column, message }) => `${fileName}:${line}:${column}: ${message}`);
  throw new Refusal(`${told.join('; ') || `${fileName} is empty`}.`, { code: 'invalid-template-test', hint });
}
