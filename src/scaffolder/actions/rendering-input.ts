import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { JsonObject } from '../action.ts';
import { createNunjitsuEngine } from '../nunjitsu-engine.ts';
import type { TemplateEngine } from '../template-engine.ts';

/** What `fetch:template` and `fetch:template:file` take of how they render. */
export const renderingProperties = {
  values: { type: 'object', description: 'What the skeleton reads as `values`.' },
  cookiecutterCompat: {
    type: 'boolean',
    description: 'It is written for Cookiecutter: `{{ }}`, and the values are `cookiecutter`.',
  },
  trimBlocks: { type: 'boolean', description: 'The first line break after a tag goes.' },
  lstripBlocks: { type: 'boolean', description: 'Blanks from the beginning of a line to a tag go.' },
  replace: { type: 'boolean', description: 'Files that are there already are written over, and not left.' },
} as const;

/** The language and the values of what such an input renders. */
export function readRendering(
  engine: TemplateEngine,
  input: JsonObject,
): { readonly engine: TemplateEngine; readonly scope: JsonObject } {
  const values = isJsonObject(input['values']) ? input['values'] : {};
  const space = { trimBlocks: input['trimBlocks'] === true, lstripBlocks: input['lstripBlocks'] === true };
  // Bodies for Cookiecutter are Jinja, whatever the template around them is written in.
  const isCookiecutter = input['cookiecutterCompat'] === true;
  const language = isCookiecutter ? createNunjitsuEngine([], { cookiecutterCompat: true }) : engine;
  return {
    engine: space.trimBlocks || space.lstripBlocks ? language.withSpace(space) : language,
    scope: isCookiecutter ? { cookiecutter: values } : { values },
  };
}
