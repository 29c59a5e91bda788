import type { Action } from '../action.ts';
import { fetchFile, fileProperties } from './fetch-file.ts';
import type { CheckOutPage } from './find-fetched.ts';

/** The action that copies one file as it is. */
export function createFetchPlainFile(checkOutPage: CheckOutPage): Action {
  return {
    id: 'fetch:plain:file',
    description: 'Copies one file as it is into the run.',
    effect: 'workspace',
    examples: [{ description: 'Copy a licence', input: { url: '../LICENSE', targetPath: './LICENSE' } }],
    inputSchema: {
      type: 'object',
      required: ['url', 'targetPath'],
      additionalProperties: false,
      properties: fileProperties,
    },
    outputSchema: { type: 'object', additionalProperties: false },
    run: (context) => fetchFile(context, false, checkOutPage),
  };
}
