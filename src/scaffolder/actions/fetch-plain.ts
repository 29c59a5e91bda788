import type { Action } from '../action.ts';
import { fetchFolder, folderProperties } from './fetch-folder.ts';
import type { CheckOutPage } from './find-fetched.ts';

/** The action that copies a folder into the run's folder as it is. */
export function createFetchPlain(checkOutPage: CheckOutPage): Action {
  return {
    id: 'fetch:plain',
    description: 'Copies a folder as it is into the run.',
    effect: 'workspace',
    examples: [
      {
        description: 'Copy a folder of another repository',
        input: { url: 'https://github.com/acme/shared/tree/main/ci', targetPath: './ci' },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['url'],
      additionalProperties: false,
      properties: folderProperties,
    },
    outputSchema: { type: 'object', additionalProperties: false },
    run: (context) =>
      fetchFolder(context, checkOutPage, (entries) => ({
        files: entries.map((entry) => ({ entry, path: entry.path, isRendered: false })),
        engine: context.engine,
        scope: {},
        replaces: true,
      })),
  };
}
