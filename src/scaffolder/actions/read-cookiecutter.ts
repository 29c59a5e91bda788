import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { JsonObject } from '../action.ts';
import { textsOf } from '../json-object.ts';
import type { TemplateEngine } from '../template-engine.ts';
import type { Fetched } from './find-fetched.ts';
import type { SkeletonEntry } from './list-skeleton.ts';
import { parseText } from './parse-text.ts';

/** What a body for Cookiecutter is rendered with. */
interface Cookiecutter {
  /** What it reads as `cookiecutter`. */
  readonly values: JsonObject;
  /** Files that it says are copied as they are. */
  readonly copiedPatterns: readonly string[];
}

const file = 'cookiecutter.json';

/**
 * The values for a body: those that are given, and of the others the defaults in its `cookiecutter.json`, as Cookiecutter
 * takes them where nobody is asked. A default may read those before it; a list of choices means its first. What is
 * given stays as it is, whatever it looks like.
 * @param entries the body's files
 * @see https://cookiecutter.readthedocs.io/en/stable/advanced/choice_variables.html
 * @throws Refusal with line and column where the file can't be parsed, or a default can't be rendered
 */
export async function readCookiecutter(
  entries: readonly SkeletonEntry[],
  { path: folder, label }: Fetched,
  given: JsonObject,
  engine: TemplateEngine,
): Promise<Cookiecutter> {
  const isThere = entries.some((entry) => entry.kind === 'file' && entry.path === file);
  const text = isThere ? await readFile(path.join(folder, file), 'utf8') : '{}';
  const stated = parseText(text, 'json', `${label}/${file}`);
  const defaults: JsonObject = isJsonObject(stated) ? stated : {};
  const values: Record<string, JsonObject[string]> = {};
  for (const [name, value] of Object.entries(defaults)) {
    if (Object.hasOwn(given, name)) continue;
    const chosen = Array.isArray(value) && !name.startsWith('_') ? value[0] : value;
    const place = () => `${label}/${file} (${name})`;
    const scope = { cookiecutter: { ...values, ...given } };
    values[name] =
      typeof chosen === 'string' && !name.startsWith('_') ? engine.renderText(chosen, scope, place) : (chosen ?? null);
  }
  return { values: { ...values, ...given }, copiedPatterns: textsOf(defaults['_copy_without_render']) };
}
