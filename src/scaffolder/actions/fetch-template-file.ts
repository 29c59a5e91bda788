import type { Action } from '../action.ts';
import { fetchFile, fileProperties } from './fetch-file.ts';
import type { CheckOutPage } from './find-fetched.ts';
import { renderingProperties } from './rendering-input.ts';

/** The action that renders one file. */
export function createFetchTemplateFile(checkOutPage: CheckOutPage): Action {
  return {
    id: 'fetch:template:file',
    description: 'Renders one file into the run.',
    effect: 'workspace',
    examples: [
      {
        description: 'Render a file under another name',
        input: { url: './readme.tpl', targetPath: './README.md', values: { name: '${{ parameters.name }}' } },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['url', 'targetPath'],
      additionalProperties: false,
      properties: { ...fileProperties, ...renderingProperties },
    },
    outputSchema: { type: 'object', additionalProperties: false },
    run: (context) => fetchFile(context, true, checkOutPage),
  };
}
