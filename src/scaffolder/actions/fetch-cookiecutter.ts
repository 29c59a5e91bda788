import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Action } from '../action.ts';
import { textsOf } from '../json-object.ts';
import { createNunjitsuEngine } from '../nunjitsu-engine.ts';
import { fetchFolder, folderProperties } from './fetch-folder.ts';
import type { CheckOutPage } from './find-fetched.ts';
import { planFiles } from './plan-files.ts';
import { readCookiecutter } from './read-cookiecutter.ts';

/** Backstage's action for bodies that were written for Cookiecutter. Cookiecutter itself, which runs Python, is not needed. */
export function createFetchCookiecutter(checkOutPage: CheckOutPage): Action {
  return {
    id: 'fetch:cookiecutter',
    description: 'Renders a body for Cookiecutter, with the defaults of its cookiecutter.json, into the run.',
    effect: 'workspace',
    examples: [
      {
        description: 'Render the folder beside the template',
        input: { url: './skeleton', values: { name: '${{ parameters.name }}' } },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['url'],
      additionalProperties: false,
      properties: {
        ...folderProperties,
        values: { type: 'object', description: 'What the body reads as `cookiecutter`.' },
        copyWithoutRender: {
          type: 'array',
          items: { type: 'string' },
          description: 'Globs of files that are copied as they are; their names are rendered.',
        },
        extensions: {
          type: 'array',
          maxItems: 0,
          description: 'Extensions of Jinja are Python, which is not run here.',
        },
        imageName: { type: 'string', description: 'Taken, and without effect: no container is started.' },
      },
    },
    outputSchema: { type: 'object', additionalProperties: false },
    run: (context) =>
      fetchFolder(context, checkOutPage, async (entries, folder) => {
        const { values, copyWithoutRender } = context.input;
        const engine = createNunjitsuEngine([], { cookiecutterCompat: true });
        const body = await readCookiecutter(entries, folder, isJsonObject(values) ? values : {}, engine);
        const scope = { cookiecutter: body.values };
        const copiedPatterns = [...textsOf(copyWithoutRender), ...body.copiedPatterns].flatMap(anywhere);
        const files = planFiles(entries, { engine, scope, label: folder.label, copiedPatterns, extension: undefined });
        return { files, engine, scope, replaces: true };
      }),
  };
}

/** A wildcard of Cookiecutter's reaches into folders too. */
const anywhere = (pattern: string): readonly string[] =>
  pattern.startsWith('*') ? [pattern, `**/${pattern}`] : [pattern];
