import type { Action } from '../action.ts';
import { textOf } from '../json-object.ts';
import { createFileWriter } from './file-writer.ts';
import { type CheckOutPage, findFetched, tokenProperty } from './find-fetched.ts';
import { listSkeleton } from './list-skeleton.ts';
import { planFiles } from './plan-files.ts';
import { renderSkeleton } from './render-skeleton.ts';
import { readRenderedFiles } from './rendered-files.ts';
import { readRendering, renderingProperties } from './rendering-input.ts';
import { workspacePath } from './workspace-path.ts';

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
        url: {
          type: 'string',
          minLength: 1,
          description: "The folder, relative to the template's file, or its page at a Git host.",
        },
        targetPath: { type: 'string', description: "Where it is written, relative to the run's folder." },
        copyWithoutTemplating: {
          ...globs,
          description: 'Globs of files that are copied as they are; their names are rendered.',
        },
        copyWithoutRender: { ...globs, description: 'The older name of copyWithoutTemplating.' },
        templateFileExtension: {
          type: ['string', 'boolean'],
          description: 'Only files with this extension are rendered, and lose it; true means `.njk`.',
        },
        ...tokenProperty,
        ...renderingProperties,
      },
    },
    outputSchema: { type: 'object', additionalProperties: false },
    run: async (context) => {
      const { input, workspace, engine: language, signal } = context;
      const { path: folder, label } = await findFetched(context, checkOutPage);
      const { engine, scope } = readRendering(language, input);
      const files = planFiles(await listSkeleton(folder), { engine, scope, label, ...readRenderedFiles(input) });
      const { root, path: target } = await workspacePath(workspace, textOf(input['targetPath']) ?? '.');
      const write = createFileWriter({ folder: target, root, replaces: input['replace'] === true });
      for await (const batch of renderSkeleton(files, { folder, label, engine, scope, signal })) await write(batch);
      return {};
    },
  };
}
