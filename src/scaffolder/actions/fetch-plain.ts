import type { Action } from '../action.ts';
import { textOf } from '../json-object.ts';
import { createFileWriter } from './file-writer.ts';
import { type CheckOutPage, findFetched, tokenProperty } from './find-fetched.ts';
import { listSkeleton } from './list-skeleton.ts';
import { renderSkeleton } from './render-skeleton.ts';
import { workspacePath } from './workspace-path.ts';

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
      properties: {
        url: {
          type: 'string',
          minLength: 1,
          description: "The folder, relative to the template's file, or its page at a Git host.",
        },
        targetPath: { type: 'string', description: "Where it is written, relative to the run's folder." },
        ...tokenProperty,
      },
    },
    outputSchema: { type: 'object', additionalProperties: false },
    run: async (context) => {
      const { input, workspace, engine, signal } = context;
      const { path: folder, label } = await findFetched(context, checkOutPage);
      const files = (await listSkeleton(folder)).map((entry) => ({ entry, path: entry.path, isRendered: false }));
      const { root, path: target } = await workspacePath(workspace, textOf(input['targetPath']) ?? '.');
      const write = createFileWriter({ folder: target, root, replaces: true });
      for await (const batch of renderSkeleton(files, { folder, label, engine, scope: {}, signal })) await write(batch);
      return {};
    },
  };
}
