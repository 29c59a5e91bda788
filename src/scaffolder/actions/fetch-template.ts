import type { Action } from '../action.ts';
import { fetchFolder, folderProperties } from './fetch-folder.ts';
import type { CheckOutPage } from './find-fetched.ts';
import { planFiles } from './plan-files.ts';
import { readRenderedFiles } from './rendered-files.ts';
import { readRendering, renderingProperties } from './rendering-input.ts';

const globs = { type: 'array', items: { type: 'string' } } as const;

/** The action that renders a skeleton into the run's folder. */
export function createFetchTemplate(checkOutPage: CheckOutPage): Action {
  return {
    id: 'fetch:template',
    description: 'Renders a folder, file names and contents, into the run.',
    effect: 'workspace',
    examples: [
      {
        description: 'Render the folder beside the template; workflows keep their own expressions',
        input: {
          url: './skeleton',
          copyWithoutTemplating: ['.github/workflows/*'],
          values: { name: '${{ parameters.name }}' },
        },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['url'],
      additionalProperties: false,
      properties: {
        ...folderProperties,
        copyWithoutTemplating: {
          ...globs,
          description: 'Globs of files that are copied as they are; their names are rendered.',
        },
        copyWithoutRender: { ...globs, description: 'The older name of copyWithoutTemplating.' },
        templateFileExtension: {
          type: ['string', 'boolean'],
          description: 'Only files with this extension are rendered, and lose it; true means `.njk`.',
        },
        ...renderingProperties,
      },
    },
    outputSchema: { type: 'object', additionalProperties: false },
    run: (context) =>
      fetchFolder(context, checkOutPage, (entries, { label }) => {
        const { input } = context;
        const { engine, scope } = readRendering(context.engine, input);
        const files = planFiles(entries, { engine, scope, label, ...readRenderedFiles(input) });
        return { files, engine, scope, replaces: input['replace'] === true };
      }),
  };
}
