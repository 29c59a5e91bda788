import { isJsonObject } from '#callboard/core/storage/json.ts';
import { askedProperties } from '../asked-properties.ts';
import type { TemplateMistake } from '../find-mistakes.ts';
import { decidingProperties } from '../forms/resolve-schema.ts';
import { readVariables } from '../read-variables.ts';
import { textsIn } from '../render-json.ts';
import type { Template } from '../template.ts';

/** Parameters that are asked for and that no step and no output reads, and that nothing else of the form depends on. */
export function findUnused(template: Template): readonly TemplateMistake[] {
  const read = readNames(template);
  if (read === 'all') return [];
  const asked = askedProperties(template);
  const deciding = new Set(template.pages.flatMap((page) => [...decidingProperties(page)]));
  const unused = asked.filter(({ name, schema }, index) => {
    const isFirst = asked.findIndex((other) => other.name === name) === index;
    // One that is stated several times tells alternatives apart; one of no type shows a text.
    const isOnce = asked.every((other, nth) => nth === index || other.name !== name);
    const isValue = isJsonObject(schema) && schema['type'] !== 'null';
    return isFirst && isOnce && isValue && !read.has(name) && !deciding.has(name);
  });
  return unused.map(({ name, path }) => ({
    level: 'warning',
    path,
    message: `no step reads parameters.${name}: take it out of the form, or use it`,
  }));
}

/** The names of the parameters that are read; `all` where they are read as a whole, or by a name that is computed. */
function readNames({ engine, steps, output, pages }: Template): ReadonlySet<string> | 'all' {
  const stated = [
    output,
    ...pages,
    ...steps.flatMap(({ input, condition, each }) => [input, condition ?? null, each ?? null]),
  ];
  const names = new Set<string>();
  for (const { text } of stated.flatMap((value) => textsIn(value))) {
    const read = readVariables(engine, text);
    for (const { segments } of read.kind === 'variables' ? read.variables : []) {
      const [root = '', name] = segments;
      if (root !== 'parameters' && root !== 'secrets') continue;
      if (name === undefined || name === '') return 'all';
      names.add(name);
    }
  }
  return names;
}
