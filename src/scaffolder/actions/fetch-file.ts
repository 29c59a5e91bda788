import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import type { ActionContext, JsonObject } from '../action.ts';
import { textOf } from '../json-object.ts';
import { createFileWriter } from './file-writer.ts';
import { type CheckOutPage, findFetched, tokenProperty } from './find-fetched.ts';
import { renderSkeleton } from './render-skeleton.ts';
import { readRendering } from './rendering-input.ts';
import { workspacePath } from './workspace-path.ts';

/** What both actions for one file take. */
export const fileProperties = {
  url: {
    type: 'string',
    minLength: 1,
    description: "The file, relative to the template's file, or its page at a Git host.",
  },
  targetPath: { type: 'string', minLength: 1, description: "What it is called in the run's folder." },
  ...tokenProperty,
} as const;

const bytesAtMost = 50_000_000;

/** Writes the one file that an input names into the run's folder, rendered or as it is. @throws Refusal */
export async function fetchFile(
  context: ActionContext,
  isRendered: boolean,
  checkOutPage: CheckOutPage,
): Promise<JsonObject> {
  const { input, workspace, signal } = context;
  const url = textOf(input['url']) ?? '';
  const { path: file, label } = await findFetched(context, checkOutPage);
  const stats = await stat(file);
  if (!stats.isFile() || stats.size > bytesAtMost) {
    throw new Refusal(`What the template fetches is no file of up to ${bytesAtMost / 1_000_000} MB: ${url}.`, {
      code: 'no-file',
      hint: 'Name a file; fetch:plain and fetch:template fetch folders.',
    });
  }
  const { root, path: target } = await workspacePath(workspace, textOf(input['targetPath']) ?? '');
  const isExecutable = (stats.mode & 0o111) !== 0;
  const entry = { kind: 'file', path: path.basename(file), bytes: stats.size, isExecutable } as const;
  const write = createFileWriter({
    folder: path.dirname(target),
    root,
    replaces: !isRendered || input['replace'] === true,
  });
  const planned = { entry, path: path.basename(target), isRendered };
  const rendering = { folder: path.dirname(file), label: path.posix.dirname(label), signal };
  for await (const batch of renderSkeleton([planned], { ...rendering, ...readRendering(context.engine, input) })) {
    await write(batch);
  }
  return {};
}
